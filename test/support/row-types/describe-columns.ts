import pg from 'pg';

/** Names of types, as `pg_type` has them, by their object ids; an array's begins with `_`. */
const typeNames = new Map(Object.entries(pg.types.builtins).map(([name, oid]) => [oid, name.toLowerCase()]));
const others: Record<number, string> = {
  19: 'name',
  1000: '_bool',
  1005: '_int2',
  1007: '_int4',
  1009: '_text',
  1016: '_int8',
  1021: '_float4',
  1022: '_float8',
  1115: '_timestamp',
  1182: '_date',
  1185: '_timestamptz',
  1231: '_numeric',
};

/** What a statement gives: a type's name by the column's. */
export type Columns = Record<string, string>;

interface Field {
  name: string;
  dataTypeID: number;
}

interface Connection {
  parse(query: { text: string; name: string; types: number[] }): void;
  describe(message: { type: 'S'; name: string }): void;
  sync(): void;
}

/** What `pg` runs in place of a query: it parses and describes, and executes nothing. */
class Description {
  columns: Columns = {};
  private readonly text: string;
  private readonly resolve: (columns: Columns) => void;
  /** Called by the driver, which then forgets us. */
  readonly handleError: (error: Error) => void;

  constructor(text: string, resolve: (columns: Columns) => void, reject: (error: Error) => void) {
    this.text = text;
    this.resolve = resolve;
    this.handleError = reject;
  }

  submit(connection: Connection): void {
    connection.parse({ text: this.text, name: '', types: [] });
    connection.describe({ type: 'S', name: '' });
    connection.sync();
  }

  handleRowDescription({ fields }: { fields: Field[] }): void {
    const nameOf = ({ dataTypeID: oid }: Field) => typeNames.get(oid) ?? others[oid] ?? `type ${oid}`;
    this.columns = Object.fromEntries(fields.map((field) => [field.name, nameOf(field)]));
  }

  handleReadyForQuery(): void {
    this.resolve(this.columns);
  }
}

/**
 * The columns that a statement gives, as Postgres itself describes it; nothing is executed.
 *
 * @throws what Postgres says of a statement that it does not understand
 */
export function describeColumns(db: pg.Client, text: string): Promise<Columns> {
  return new Promise((resolve, reject) => {
    db.query(new Description(text, resolve, reject) as unknown as pg.Submittable);
  });
}
