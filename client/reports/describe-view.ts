import { commonColumns } from '../../sql/common-columns.ts';
import { readViews } from '../../sql/read-views.ts';

/** What a view's own comments say. */
export interface ViewDescription {
  /** What the view is. */
  comment: string;
  /** What each column that is commented means. */
  columns: ReadonlyMap<string, string>;
}

const said = (text: string) => text.replaceAll("''", "'");

const read = new Map<string, ViewDescription>();

/**
 * Reads what a view of the schema report says of itself, from its file: nobody needs a database for that.
 *
 * @throws Error when there is no such view
 */
export function describeView(view: string): ViewDescription {
  const known = read.get(view);
  if (known) return known;
  const file = readViews().find((one) => one.schema === 'report' && one.view === view);
  if (!file) throw new Error(`There is no view report.${view}.`);
  const [, comment = ''] = /comment on view report\.\w+ is '((?:[^']|'')*)'/.exec(file.sql) ?? [];
  const own = [...file.sql.matchAll(/comment on column report\.\w+\."?(\w+)"? is '((?:[^']|'')*)'/g)];
  const columns = new Map(Object.entries(commonColumns));
  for (const [, column, text] of own) columns.set(column!, said(text!));
  const description = { comment: said(comment), columns };
  read.set(view, description);
  return description;
}
