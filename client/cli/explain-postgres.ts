import { tellTrouble } from '../../sql/trouble.ts';

interface SystemError extends Error {
  code: string;
  address?: string;
  port?: number;
  hostname?: string;
  /** Only what Postgres itself sent has these. */
  severity?: string;
  hint?: string;
}

const variables = 'DATABASE_URL or DATABASE_READER_URL';

function hasCode(error: unknown): error is SystemError {
  return error instanceof Error && typeof (error as SystemError).code === 'string';
}

/** `localhost` has two addresses; when both refuse, Node throws both in one error without a message. */
function firstOf(error: unknown): unknown {
  return error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error;
}

function unreachable(error: SystemError): string | undefined {
  const where = error.hostname ?? [error.address, error.port].filter(Boolean).join(':');
  const check = `check the host and port in ${variables}, and that the server runs`;
  switch (error.code) {
    case 'ECONNREFUSED':
      return `No Postgres answers at ${where || 'the address'}; ${check}.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host ${where} of the database is unknown; ${check}.`;
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `The database at ${where || 'the address'} cannot be reached; ${check}.`;
    case 'ECONNRESET':
    case 'EPIPE':
      return 'The connection to Postgres broke; try again, and look at its log when it breaks again.';
    default:
      return undefined;
  }
}

/** knex puts the statement, which may hold a password, before what Postgres said. */
const saidByPostgres = (message: string) => message.slice(message.lastIndexOf(' - ') + 1).replace(/^- /, '');

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

function ofServer(error: SystemError): string {
  const said = saidByPostgres(error.message);
  switch (error.code) {
    case '28P01':
    case '28000':
      return `Postgres refuses the login (${said}); check user and password in ${variables}.`;
    case '3D000':
      return `Postgres says: ${said}; create it (createdb) or name another one in ${variables}.`;
    case '42501':
      return `Postgres says: ${said}; this login has no right to do that.`;
    case '53100':
    case '53200':
    case '53300':
      return tellTrouble(error) ?? sentence(said);
    case '57014':
      return /statement timeout/.test(said)
        ? 'Postgres stopped the statement because it took too long; --timeout of "repometer sql" gives it more time.'
        : `Postgres says: ${sentence(said)}`;
    case '57P01':
    case '57P02':
    case '57P03':
      return `Postgres is stopping or starting (${said}); try again in a moment.`;
    case '08P01':
      // PgBouncer's words.
      return /startup parameter/.test(said)
        ? `The pooler before Postgres refuses what the connection asks for (${said}): take "options" out of ${variables} and of PGOPTIONS.`
        : `Postgres says: ${sentence(said)}`;
    default:
      return `Postgres says: ${sentence(said)}${error.hint ? ` ${sentence(error.hint)}` : ''}`;
  }
}

function ofClient({ message }: Error): string | undefined {
  if (message.startsWith('SASL')) return `Postgres asks for a password and ${variables} has none that fits.`;
  if (/does not support SSL/.test(message)) return `This Postgres has no TLS; remove sslmode from ${variables}.`;
  if (/timeout exceeded when trying to connect|timeout expired|due to connection timeout/.test(message)) {
    return `The database does not answer; check the host and port in ${variables}.`;
  }
  if (/Connection terminated/.test(message)) return 'Postgres closed the connection; look at its log.';
  return undefined;
}

/** A sentence for an error of Postgres or of the way to it; undefined for every other error. */
export function explainPostgres(thrown: unknown): string | undefined {
  const error = firstOf(thrown);
  if (!(error instanceof Error)) return undefined;
  if (!hasCode(error)) return ofClient(error);
  return error.severity === undefined ? unreachable(error) : ofServer(error);
}
