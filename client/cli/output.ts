/** Where a command writes: answers to stdout, everything for the eye to stderr. */
export interface Output {
  /** An answer, exactly as given. */
  print(text: string): void;
  /** A part of a long answer; resolves when whoever reads it has taken enough of what came before. */
  write(part: string | Uint8Array): Promise<void>;
  /** One or more lines of message or progress. */
  say(text: string): void;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
}

/** @param streams those of the process, or others with the same methods */
export function createOutput({ stdout, stderr }: { stdout: NodeJS.WriteStream; stderr: NodeJS.WriteStream }): Output {
  return {
    print: (text) => void stdout.write(text),
    async write(part) {
      // A reader that has gone takes nothing any more: the stream's own error ends the process then.
      if (!stdout.write(part)) await new Promise<void>((resolve) => stdout.once('drain', resolve));
    },
    say: (text) => void stderr.write(`${text}\n`),
    stdout,
    stderr,
  };
}
