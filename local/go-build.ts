import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { childEnvironment } from '../config.ts';
import { type Log } from './log.ts';
import { signalProcess } from './stop-process.ts';

export interface GoBuildOptions {
  /** What is built, as progress names it. */
  name: string;
  /** Import path of the program. */
  program: string;
  /** Variables to set while linking, `import/path.Name=value` each. */
  variables?: string[];
  /** The file to make. */
  target: string;
  /** The folder of the Go module that pins the program. */
  moduleFolder: string;
  log: Log;
  signal?: AbortSignal | undefined;
}

const sayEveryMs = 30_000;

/** The words of Go that explain a failure: the last line that is not progress. */
function explain(output: string): string {
  const lines = output
    .trim()
    .split('\n')
    .filter((line) => line && !line.startsWith('go: downloading'));
  return lines.at(-1) ?? 'go build failed without a word';
}

/**
 * Builds a program from a Go module into `target`. The caches of Go are used as they are set up on this machine, so a module
 * proxy of a closed network works.
 *
 * @throws Error with a clause that says why
 */
export async function goBuild(options: GoBuildOptions): Promise<void> {
  const { name, program, variables = [], target, moduleFolder, log, signal } = options;
  signal?.throwIfAborted();
  const flags = ['-s', '-w', ...variables.flatMap((variable) => ['-X', variable])].join(' ');
  const child = spawn('go', ['build', '-trimpath', '-ldflags', flags, '-o', target, program], {
    cwd: moduleFolder,
    env: childEnvironment({ CGO_ENABLED: '0', GOFLAGS: '-mod=readonly' }),
    detached: true, // a group of its own, so that a stop reaches the compilers too
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.on('data', (text: Buffer) => (output = (output + text.toString()).slice(-20_000)));
  const startedAt = Date.now();
  const timer = setInterval(() => {
    log(`Still building ${name} (${Math.round((Date.now() - startedAt) / 1000)} s) …`);
  }, sayEveryMs);
  const cancel = () => child.pid && signalProcess(-child.pid, 'SIGTERM');
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    signal?.throwIfAborted();
    if (code !== 0) throw new Error(explain(output));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new Error('there is no Go on PATH', { cause: error });
    throw error;
  } finally {
    clearInterval(timer);
    signal?.removeEventListener('abort', cancel);
  }
}
