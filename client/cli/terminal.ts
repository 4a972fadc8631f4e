/** Longest text of one cell: short in a terminal, where a long one would break every line; endless in a file. */
export function cellWidth({ isTTY }: NodeJS.WriteStream): number | undefined {
  return isTTY ? 60 : undefined;
}
