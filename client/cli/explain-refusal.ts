interface PostgresError extends Error {
  code: string;
  severity: string;
}

const isOfPostgres = (error: unknown): error is PostgresError =>
  error instanceof Error && 'severity' in error && typeof (error as { code?: unknown }).code === 'string';

const askReport = 'ask the schema report, such as report.issues; "repometer report" lists its views';
const readOnly = 'read only: "repometer sql" changes nothing, and reaches neither files nor programs';

/** What to do instead, for what a reader may not do or cannot find. */
function advice({ code, message }: PostgresError): string | undefined {
  switch (code) {
    case '42601': // syntax error
      return /multiple commands/.test(message) ? 'give one statement, with nothing behind its semicolon' : undefined;
    case '25006': // read-only transaction
      return readOnly;
    case '42501': // insufficient privilege
      return /for schema (?!report\b)/.test(message) ? askReport : readOnly;
    case '55000': // a view that cannot be written
      return /^cannot (insert|update|delete|merge)/.test(message) ? readOnly : undefined;
    case '42P01': // undefined table
    case '3F000': // undefined schema
      return askReport;
    default:
      return undefined;
  }
}

/**
 * Turns what Postgres refuses to a reader's own statement into a sentence that says what can be done.
 *
 * @throws Error with that sentence; every other error as it is
 */
export function explainRefusal(error: unknown): never {
  const told = isOfPostgres(error) ? advice(error) : undefined;
  if (told === undefined) throw error;
  throw new Error(`Postgres says: ${(error as Error).message}; ${told}.`, { cause: error });
}
