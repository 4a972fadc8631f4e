import pg from 'pg';

/**
 * Reads an array as Postgres writes it, such as `{bug,"a, b",NULL}`.
 *
 * @param item makes a value of an element's text; null stays null
 */
export function parseArray(text: string, item: (text: string) => unknown): unknown[] {
  // pg's typings leave the parser of Postgres' array syntax out.
  const { arrayParser } = pg.types as unknown as {
    arrayParser: { create(text: string, item: (text: string) => unknown): { parse(): unknown[] } };
  };
  return arrayParser.create(text, item).parse();
}
