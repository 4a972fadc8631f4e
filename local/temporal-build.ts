import { goBuild } from './go-build.ts';
import { type Log } from './log.ts';

export interface BuildOptions {
  version: string;
  /** The file to make. */
  target: string;
  /** The folder of the Go module that pins the CLI, `tools/temporal`. */
  moduleFolder: string;
  log: Log;
  signal?: AbortSignal | undefined;
}

/**
 * Builds the Temporal CLI (with server and UI in it) from its Go module into `target`.
 *
 * @throws Error with a clause that says why
 */
export function buildTemporal({ version, ...options }: BuildOptions): Promise<void> {
  return goBuild({
    ...options,
    name: 'Temporal',
    program: 'github.com/temporalio/cli/cmd/temporal',
    variables: [`github.com/temporalio/cli/internal/temporalcli.Version=${version}`],
  });
}
