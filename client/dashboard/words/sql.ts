/** A text, as SQL has it. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Holds for any of the values. */
export const isOneOf = (column: string, values: readonly string[]): string =>
  values.length === 1 ? `${column} = ${quoted(values[0]!)}` : `${column} in (${values.map(quoted).join(', ')})`;

/** Holds from a day on, up to before another one: of a column of days, or of one of instants, whose days are UTC. */
export function within(column: string, from: string, to: string, { isDay = false } = {}): string {
  const day = (text: string) => quoted(isDay ? text : `${text}T00:00:00Z`);
  return `${column} >= ${day(from)} and ${column} < ${day(to)}`;
}

/** The months from the first to the last one, both included, of a table of months. */
export const ofMonths = (from: string, to: string): string => `month between '${from}-01' and '${to}-01'`;

/** All of several conditions, those that are not empty. */
export const allOf = (...conditions: readonly string[]): string => conditions.filter(Boolean).join(' and ');

/** The statement that gives the rows of a view. */
export const selectOf = (view: string, condition: string): string => `select * from ${view} where ${condition}`;
