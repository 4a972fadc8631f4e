/** What a column holds: how JSON has it, and what its numbers are counted in. */
export interface ColumnKind {
  json: 'integer' | 'number' | 'string' | 'boolean' | 'texts' | 'integers';
  format?: 'date' | 'date-time';
  /** Null: it is no measure. */
  unit: string | null;
}

const kindOf = <Kinds extends Record<string, ColumnKind>>(kinds: Kinds): Record<keyof Kinds, ColumnKind> => kinds;

/** Every kind of column that lists have. */
export const columnKinds = kindOf({
  /** An id of GitHub's, or the number in an address. */
  id: { json: 'integer', unit: null },
  text: { json: 'string', unit: null },
  texts: { json: 'texts', unit: null },
  counts: { json: 'integers', unit: 'items' },
  flag: { json: 'boolean', unit: null },
  day: { json: 'string', format: 'date', unit: null },
  instant: { json: 'string', format: 'date-time', unit: null },
  version: { json: 'integer', unit: null },
  people: { json: 'integer', unit: 'people' },
  items: { json: 'integer', unit: 'items' },
  rows: { json: 'integer', unit: 'rows' },
  requests: { json: 'integer', unit: 'requests' },
  kibibytes: { json: 'integer', unit: 'KiB' },
  hours: { json: 'number', unit: 'hours' },
  seconds: { json: 'number', unit: 'seconds' },
  /** 0.5 is a half. */
  fraction: { json: 'number', unit: 'fraction' },
  /** 50 is a half. */
  percentage: { json: 'number', unit: 'percent' },
});

type KindName = keyof typeof columnKinds;

/** Columns by name, each with its kind. */
export type Columns = Readonly<Record<string, KindName>>;

/** What every row of a repository has. */
export const repositoryColumns: Columns = { repository_id: 'id', owner: 'text', name: 'text', repository: 'text' };

/** What every row of a summary table has at its end. */
export const computedColumns: Columns = {
  definition_version: 'version',
  computed_at: 'instant',
  data_complete_through: 'instant',
  is_complete: 'flag',
};

/** `median_hours_to_close`, and the same for p85, mean and max. */
export const hoursOf = (...what: string[]): Columns =>
  Object.fromEntries(
    what.flatMap((name) => ['median', 'p85', 'mean', 'max'].map((measure) => [`${measure}_hours_${name}`, 'hours'])),
  );
