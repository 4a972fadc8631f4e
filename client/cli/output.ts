/** Where a command writes: answers to stdout, everything for the eye to stderr. */
export interface Output {
  /** An answer, exactly as given. */
  print(text: string): void;
  /** One or more lines of message or progress. */
  say(text: string): void;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
}

/** @param streams those of the process, or others with the same methods */
export function createOutput({ stdout, stderr }: { stdout: NodeJS.WriteStream; stderr: NodeJS.WriteStream }): Output {
  return {
    print: (text) => void stdout.write(text),
    say: (text) => void stderr.write(`${text}\n`),
    stdout,
    stderr,
  };
}
