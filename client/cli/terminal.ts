/** Cells of a line, where there is a terminal; undefined in a file, whose lines have no end. */
export function lineWidth({ isTTY, columns }: NodeJS.WriteStream): number | undefined {
  return isTTY ? columns : undefined;
}
