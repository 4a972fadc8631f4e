import { useNavigation } from '../address/navigation.tsx';
import { ShareBar } from '../charts/share-bar.tsx';
import { ask, askAll, question } from '../data/ask.ts';
import type { Listed, Row } from '../data/ask.ts';
import { useBeat } from '../data/beat.tsx';
import { Said } from '../data/said.tsx';
import { useAsked, useAskedOnce } from '../data/use-asked.ts';
import { cutSentence } from '../words/cut-sentence.ts';
import { instantName } from '../words/months.ts';
import { agoText, counted, numberText, shortNumber } from '../words/numbers.ts';
import { loopsText, progressOf, throughOfAll } from '../words/standing.ts';
import { Failure } from './failure.tsx';
import { Quota } from './quota.tsx';

interface Kept extends Row {
  repository: string;
  state: string | null;
  reason: string | null;
  resources: Row[];
}

interface Overview extends Listed<Kept> {
  states: { state: string; loops: number }[];
  quota: Row[];
}

const pageSize = 50;

function KeptRow({
  row,
  now,
  isChosen,
  onChoose,
}: {
  row: Kept;
  now: number;
  isChosen: boolean;
  onChoose: () => void;
}) {
  const { pageAt } = useNavigation();
  const progress = progressOf(row.resources);
  const [first, ...more] = progress.waits;
  const share = progress.of === 0 ? 0 : progress.complete / progress.of;
  // A narrow window lays it out as blocks, which takes their meaning from the elements of a table: roles give it back.
  return (
    <tr role="row" data-repository={row.repository}>
      <td role="cell" class="choose">
        <input type="checkbox" aria-label={`Compare ${row.repository}`} checked={isChosen} onChange={onChoose} />
      </td>
      <th role="rowheader" scope="row">
        <a href={pageAt(`/repositories/${row.repository}`)}>{row.repository}</a>
        {row.is_archived === true && <span class="badge">archived</span>}
        {typeof row.description === 'string' && <span class="quiet describe">{row.description}</span>}
      </th>
      <td role="cell">
        <span class={`state is-${row.state ?? 'idle'}`}>{(row.state ?? 'not kept').replaceAll('_', ' ')}</span>
      </td>
      <td role="cell">
        {progress.of === 0 ? (
          <span class="quiet">not loaded yet</span>
        ) : (
          <>
            <ShareBar share={share} name={`Completeness of ${row.repository}`} />
            <span class="quiet">
              {progress.complete} of {progress.of}
            </span>
          </>
        )}
      </td>
      <td role="cell" class="is-time">
        {progress.through === null ? (
          <span class="quiet">not yet</span>
        ) : (
          <time dateTime={progress.through} title={instantName(progress.through)}>
            {agoText(progress.through, now)}
          </time>
        )}
      </td>
      <td role="cell" class="is-number">
        {typeof row.rows_stored === 'number' ? shortNumber(row.rows_stored) : ''}
      </td>
      <td role="cell" class="is-number">
        {typeof row.stars === 'number' ? shortNumber(row.stars) : <span class="quiet">unknown</span>}
      </td>
      <td role="cell" class="why">
        {row.reason ??
          first ??
          (typeof row.next_sync_at === 'string' ? (
            <span class="quiet">
              next look{' '}
              {Date.parse(row.next_sync_at) > now ? `at ${instantName(row.next_sync_at).slice(-9)}` : 'due now'}
            </span>
          ) : (
            ''
          ))}
        {row.reason === null && more.length > 0 && <span class="quiet"> and {more.length} more</span>}
      </td>
    </tr>
  );
}

/** All repositories: how fresh and how complete they are, what waits and why, and what is left of the quota. */
export function OverviewPage() {
  const { address, withChanges, pageAt, go } = useNavigation();
  const { search, state, number, repositories: chosen } = address;
  const path = question('overview', {
    search: search || undefined,
    state: state || undefined,
    page: number,
    page_size: pageSize,
  });
  const { data, failure } = useAsked(path, (signal) => ask<Overview>(path, signal), useBeat());
  const organizations = useAskedOnce('organizations', (signal) => askAll('organizations', signal)).data;
  const now = Date.now();
  const all = data?.states.reduce((sum, { loops }) => sum + loops, 0) ?? 0;
  const progress = data?.items.map(({ resources }) => progressOf(resources)) ?? [];
  const complete = progress.filter(({ waits, of }) => waits.length === 0 && of > 0).length;
  const { oldest, unloaded } = throughOfAll(progress);
  const choose = (name: string) =>
    go(
      withChanges({
        repositories: (chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name]).join(','),
      }),
    );
  return (
    <>
      <header class="head">
        <h1>Repositories</h1>
        <Said sentence={data ? loopsText(data.states) : 'Loading…'} />
      </header>
      {failure && <Failure failure={failure} />}
      {data && (
        <>
          <dl class="tiles">
            <div>
              <dt>Kept</dt>
              <dd>{numberText(all)}</dd>
            </div>
            <div>
              <dt>Complete on this page</dt>
              <dd>
                {numberText(complete)} <span class="quiet">of {numberText(data.items.length)}</span>
              </dd>
            </div>
            <div>
              <dt>Known up to, on this page</dt>
              <dd>
                {oldest !== null && agoText(oldest, now)}{' '}
                {unloaded > 0 && <span class="quiet">{numberText(unloaded)} not loaded yet</span>}
              </dd>
            </div>
            <div class="wide">
              <dt>Quota</dt>
              <dd>
                <Quota rows={data.quota} />
              </dd>
            </div>
          </dl>
          <form
            class="controls"
            role="search"
            onSubmit={(event) => {
              event.preventDefault();
              const name = new FormData(event.currentTarget).get('search');
              go(withChanges({ search: String(name ?? ''), page: null }));
            }}
          >
            <label>
              Find <input type="search" name="search" defaultValue={search} key={search} placeholder="owner/name" />
            </label>
            <div class="presets" role="group" aria-label="State">
              <a href={withChanges({ state: null, page: null })} aria-current={state === '' ? 'true' : undefined}>
                all
              </a>
              {data.states.map((one) => (
                <a
                  key={one.state}
                  href={withChanges({ state: one.state, page: null })}
                  aria-current={state === one.state ? 'true' : undefined}
                >
                  {one.state.replaceAll('_', ' ')} {numberText(one.loops)}
                </a>
              ))}
            </div>
            <a
              class="tool"
              aria-disabled={chosen.length < 2}
              href={pageAt('/compare', { repositories: chosen.join(',') })}
            >
              {chosen.length < 2 ? 'Compare: choose two or more' : `Compare ${chosen.length}`}
            </a>
          </form>
          {data.items.length === 0 ? (
            <p class="empty">
              {search || state ? 'No repository is like that.' : 'No repository is kept yet.'} To keep one:{' '}
              <code>npm run repometer -- repos add owner/name</code>
            </p>
          ) : (
            <div class="scroll" tabIndex={0} role="region" aria-label="Repositories">
              <table class="list" role="table">
                <thead role="rowgroup">
                  <tr role="row">
                    <th role="columnheader" scope="col">
                      <span class="unseen">Compare</span>
                    </th>
                    <th role="columnheader" scope="col">
                      Repository
                    </th>
                    <th role="columnheader" scope="col">
                      State
                    </th>
                    <th role="columnheader" scope="col">
                      Complete
                    </th>
                    <th role="columnheader" scope="col">
                      Known up to
                    </th>
                    <th role="columnheader" scope="col" class="is-number">
                      Rows
                    </th>
                    <th role="columnheader" scope="col" class="is-number">
                      Stars
                    </th>
                    <th role="columnheader" scope="col">
                      What it waits for
                    </th>
                  </tr>
                </thead>
                <tbody role="rowgroup">
                  {data.items.map((row) => (
                    <KeptRow
                      key={row.repository}
                      row={row}
                      now={now}
                      isChosen={chosen.includes(row.repository)}
                      onChoose={() => choose(row.repository)}
                    />
                  ))}
                </tbody>
              </table>
            </div>
          )}
          <nav class="pages" aria-label="Pages">
            {number > 1 && <a href={withChanges({ page: number === 2 ? null : String(number - 1) })}>Before</a>}
            <span class="quiet">
              {counted(data.total_records, 'repository', 'repositories')}
              {data.total_records > pageSize && `, page ${number} of ${Math.ceil(data.total_records / pageSize)}`}
            </span>
            {data.next !== null && <a href={withChanges({ page: String(number + 1) })}>Next</a>}
          </nav>
        </>
      )}
      {organizations && organizations.items.length > 0 && (
        <section>
          <h2>Organisations and users</h2>
          <ul class="names">
            {organizations.items.map(({ owner, kept }) => (
              <li key={String(owner)}>
                <a href={pageAt(`/organizations/${String(owner)}`)}>{String(owner)}</a>{' '}
                <span class="quiet">{counted(Number(kept ?? 0), 'repository', 'repositories')} kept</span>
              </li>
            ))}
          </ul>
          {cutSentence(organizations) && <p class="quiet">{cutSentence(organizations)}</p>}
        </section>
      )}
    </>
  );
}
