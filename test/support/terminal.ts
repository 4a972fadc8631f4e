import { spawn } from '@lydell/node-pty';
import { childEnvironment } from '../../config.ts';
import { productFolder } from '../../programs.ts';

/** A program in a terminal of its own, as a person at a keyboard has it. */
export interface InTerminal {
  /** Resolves when this was written, escape sequences aside; rejects when the program ends without. */
  said(text: string): Promise<void>;
  /** Types; `\x03` is Ctrl-C. */
  type(keys: string): void;
  /** Closes the window: the kernel hangs up on what runs in it, and writing to it fails. */
  close(): void;
  /** Everything that was written so far, without escape sequences. */
  text(): string;
  ended: Promise<{ code: number }>;
}

// eslint-disable-next-line no-control-regex
const escapes = /\u001b(?:\[[0-9;?]*[A-Za-z]|\][^\u0007]*\u0007|[=>])/g;

/**
 * Runs a program in a new terminal.
 *
 * @param size of the window
 */
export function startInTerminal(
  command: string,
  args: string[],
  environment: Record<string, string>,
  size = { columns: 120, lines: 40 },
): InTerminal {
  const terminal = spawn(command, args, {
    cwd: productFolder,
    env: childEnvironment({ TERM: 'xterm', ...environment }) as Record<string, string>,
    cols: size.columns,
    rows: size.lines,
  });
  let written = '';
  const listeners = new Set<() => void>();
  terminal.onData((text) => {
    written += text;
    for (const listener of listeners) listener();
  });
  const ended = new Promise<{ code: number }>((resolve) => {
    terminal.onExit(({ exitCode }) => resolve({ code: exitCode }));
  });
  const text = () => written.replaceAll(escapes, '').replaceAll('\r', '');
  return {
    said: (wanted) =>
      new Promise((resolve, reject) => {
        const look = () => text().includes(wanted) && resolve();
        listeners.add(look);
        look();
        void ended.then(() => reject(new Error(`It ended without saying ${JSON.stringify(wanted)}:\n${text()}`)));
      }),
    type: (keys) => terminal.write(keys),
    close: () => (terminal as unknown as { destroy(): void }).destroy(),
    text,
    ended,
  };
}
