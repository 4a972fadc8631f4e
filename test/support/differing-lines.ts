/**
 * What differs between two texts of CSV, a sentence a line and column; empty: nothing.
 *
 * @param file how the expectation is named in the sentences; its header is line 1
 */
export function differingLines(file: string, actual: readonly string[], expected: readonly string[]): string {
  const header = cells(expected[0] ?? '');
  const count = Math.max(actual.length, expected.length);
  const places = Array.from({ length: count }, (_, place) => place).filter(
    (place) => actual[place] !== expected[place],
  );
  return places
    .map((place) => {
      const [is, should] = [actual[place], expected[place]];
      const at = `${file}:${place + 1}`;
      if (is === undefined) return `${at}: no such row, expected ${should}`;
      if (should === undefined) return `${at}: a row too many, ${is}`;
      const [found, wanted] = [cells(is), cells(should)];
      const columns = header.filter((_, column) => found[column] !== wanted[column]);
      return `${at}: ${columns.join(', ') || 'columns'}\n    is       ${is}\n    expected ${should}`;
    })
    .join('\n');
}

/** Of a line without commas inside quotes before the column that differs, which is all that the fixtures hold. */
const cells = (line: string) => line.split(',');
