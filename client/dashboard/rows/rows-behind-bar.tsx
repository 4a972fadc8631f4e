import { useEffect, useRef } from 'preact/hooks';
import { useNavigation } from '../address/navigation.tsx';
import type { Mark } from '../charts/series.ts';
import { askAll, question } from '../data/ask.ts';
import type { Row } from '../data/ask.ts';
import { useAsked } from '../data/use-asked.ts';
import { dayName } from '../words/months.ts';
import { counted, numberText } from '../words/numbers.ts';
import type { RowsBehind } from './rows-behind.ts';
import { accountPage, instantOf, keptRows, mostShown, shownText, sqlOfRows } from './tell-rows.ts';

interface RowsBehindBarProps {
  behind: RowsBehind;
  repository: string;
  /** Where GitHub's pages are. */
  origin: string;
  mark: Mark;
}

const nouns = { people: ['person', 'people'], items: ['item', 'items'], releases: ['release', 'releases'] } as const;
const text = (value: unknown) => (typeof value === 'string' ? value : '');

function Person({ row, origin }: { row: Row; origin: string }) {
  const login = text(row.login);
  return (
    <>
      {login ? (
        <a href={accountPage(origin, login)} target="_blank" rel="noreferrer">
          {login}
        </a>
      ) : (
        'without an account'
      )}
      {row.account_id !== null && <span class="quiet"> {String(row.account_id)}</span>}
      {row.is_bot === true && <span class="badge">bot</span>}
      <span class="quiet when">{dayName(text(row.first_contribution_at))}</span>
    </>
  );
}

function Item({ row, behind }: { row: Row; behind: RowsBehind }) {
  return (
    <>
      <a href={text(row.html_url)} target="_blank" rel="noreferrer">
        {row.number === undefined ? text(row.tag_name) : `#${String(row.number)}`}
      </a>{' '}
      {text(row.title)} <span class="quiet">{text(row.author)}</span>
      {row.is_bot === true && <span class="badge">bot</span>}
      <span class="quiet when">{dayName(instantOf(row, behind))}</span>
    </>
  );
}

const keyOf = (row: Row) => String(row.contributor ?? row.number ?? row.release_id);

/** What a bar is made of, row by row; as many as it says. */
export function RowsBehindBar({ behind, repository, origin, mark }: RowsBehindBarProps) {
  const { withChanges, go } = useNavigation();
  const path = question(behind.list, { repository, ...behind.filters, page_size: 100 });
  const { data, failure } = useAsked(path, (signal) => askAll(path, signal));
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [path]);
  const close = withChanges({ show: null });
  const rows = keptRows(data?.items ?? [], behind);
  const cut = data && shownText(data, rows, behind);
  const [one, many] = nouns[behind.kind];
  const differs = data && data.next === null && !behind.isMeasured && rows.length !== mark.value;
  const sql = sqlOfRows(behind, repository);
  return (
    <section
      class="rows"
      aria-label={`${behind.title}, ${mark.name}`}
      onKeyDown={(event) => {
        if (event.key === 'Escape') go(close);
      }}
    >
      <header>
        <h3 ref={heading} tabIndex={-1}>
          {behind.title}, {mark.name}
          {data && (
            <span class="quiet">
              {' '}
              – {data.next !== null && 'at least '}
              {counted(rows.length, one, many)}
            </span>
          )}
        </h3>
        <a class="tool" href={close}>
          Close
        </a>
      </header>
      {failure && <p role="alert">{failure.message}</p>}
      {!data && !failure && <p class="quiet">Loading…</p>}
      {cut && <p>{cut}</p>}
      {differs && (
        <p>The bar says {numberText(mark.value ?? 0)}: it was computed before the newest of these rows came or went.</p>
      )}
      {data && (
        <ol data-rows>
          {rows.slice(0, mostShown).map((row) => (
            <li key={keyOf(row)}>
              {behind.kind === 'people' ? <Person row={row} origin={origin} /> : <Item row={row} behind={behind} />}
            </li>
          ))}
        </ol>
      )}
      <p class="quiet">
        SQL: <code>{sql}</code>
      </p>
    </section>
  );
}
