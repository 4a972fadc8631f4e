interface PostgresError extends Error {
  code: string;
  address?: string;
  port?: number;
}

const goesOn = 'what waits for it goes on by itself then';

/**
 * What ails Postgres itself, as a sentence that says what to do: no fault of the statement that met it, which may be run again.
 *
 * @returns undefined for every other error
 */
export function tellTrouble(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, message, address, port } = error as PostgresError;
  switch (code) {
    case '53100':
      return `Postgres' disk is full (${message}): make room; ${goesOn}.`;
    case '53200':
      return `Postgres has no memory left (${message}): give it more, or lower work_mem and max_connections; ${goesOn}.`;
    case '53300':
      return `Postgres has no free connection (${message}); raise max_connections or end some.`;
    case '25006':
      return `Postgres takes no writes (${message}): it is a standby, or was set to read only, as some providers do while a disk is nearly full; ${goesOn}.`;
    case '57014':
      return /statement timeout/.test(message)
        ? `Postgres stopped a statement that took too long (${message}).`
        : undefined;
    case '57P01':
    case '57P02':
    case '57P03':
      return `Postgres is stopping or starting (${message}); ${goesOn}.`;
    case 'ECONNREFUSED':
      return address === undefined ? undefined : `No Postgres answers at ${address}:${port}; ${goesOn}.`;
    default:
      return undefined;
  }
}
