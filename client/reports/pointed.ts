/**
 * The text of a float with a decimal point, also where it is whole. A tool that guesses types from the first rows would take a column
 * that begins with whole numbers for one of whole numbers, and round the rest or fail at it.
 *
 * @param text as Postgres prints it; null stays null
 */
export function pointed(text: string | null): string | null {
  return text !== null && /^-?\d+$/.test(text) ? `${text}.0` : text;
}
