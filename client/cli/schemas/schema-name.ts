/** Schemas that are the product's own, or Postgres'. */
const taken = ['report', 'kpi', 'github', 'raw', 'sync', 'public', 'information_schema'];

/** The role that reads reports. */
export const reader = 'repometer_reader';

const isPlain = (text: string) => /^[a-z_][a-z0-9_]{0,62}$/.test(text) && !text.startsWith('pg_');

const plain =
  'begins with a letter, has small letters, digits and _ alone, at most 63 of them, and does not begin with pg_';

/**
 * The name of a schema that may be made.
 *
 * @throws Error with a sentence
 */
export function parseSchemaName(text: string): string {
  if (taken.includes(text.toLowerCase())) {
    throw new Error(`The schema ${text.toLowerCase()} is not for building in; choose another name, such as analytics.`);
  }
  if (isPlain(text)) return text;
  throw new Error(`A schema's name ${plain}; ${JSON.stringify(text)} is none.`);
}

/** @throws Error with a sentence where no role that can be named without quotes has that name */
export function parseRoleName(text: string): string {
  if (isPlain(text) && text !== 'public') return text;
  throw new Error(`--role takes the name of a login of Postgres, which ${plain}; ${JSON.stringify(text)} is none.`);
}
