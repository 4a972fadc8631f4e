import type { Listed, Row } from '../data/ask.ts';
import { numberText } from '../words/numbers.ts';
import { allOf, quoted, selectOf, within } from '../words/sql.ts';
import type { RowsBehind } from './rows-behind.ts';

/** More of them no page shows. */
export const mostShown = 1_200;

/** The rows that a bar stands for, of those that a list gives. */
export const keptRows = (rows: readonly Row[], { keep = () => true }: RowsBehind): Row[] => rows.filter(keep);

/** What of the rows is not shown; null: nothing. */
export function shownText(read: Listed, kept: readonly Row[], { view }: RowsBehind): string | null {
  const rest = `the export of ${view} has all.`;
  const shown = numberText(Math.min(kept.length, mostShown));
  if (read.next !== null) {
    const [looked, all] = [read.items.length, read.total_records].map(numberText);
    return `${looked} of ${all} rows were read, and ${numberText(kept.length)} of them belong here, of which the first ${shown} are shown; ${rest}`;
  }
  return kept.length > mostShown ? `The first ${shown} of ${numberText(kept.length)}; ${rest}` : null;
}

/** The statement that gives the same rows. */
export function sqlOfRows({ view, filters, time, where = '' }: RowsBehind, repository: string): string {
  const { by: _by, from, to, label, ...others } = filters;
  return selectOf(
    `report.${view}`,
    allOf(
      `repository = ${quoted(repository)}`,
      ...Object.entries(others).map(([name, value]) => `${name} = ${quoted(value)}`),
      label === undefined ? '' : `${quoted(label)} = any (labels)`,
      within(time, from, to, { isDay: time === 'month' }),
      where,
    ),
  );
}

/** When what the bar counts has happened to a row, as an instant. */
export function instantOf(row: Row, { time }: Pick<RowsBehind, 'time'>): string {
  const found = row[time] ?? row.published_at ?? row.created_at;
  return typeof found === 'string' ? found : '';
}

/** Where GitHub shows an account: a bot is an app. */
export function accountPage(origin: string, login: string): string {
  const app = /^(.+)\[bot\]$/.exec(login)?.[1];
  if (app === undefined) return `${origin}/${login}`;
  // A server of one's own shows apps elsewhere.
  return `${origin}/${origin === 'https://github.com' ? 'apps' : 'github-apps'}/${app}`;
}
