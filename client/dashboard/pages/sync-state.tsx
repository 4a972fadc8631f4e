import type { Row } from '../data/ask.ts';
import { instantName } from '../words/months.ts';
import { agoText, numberText } from '../words/numbers.ts';

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** Rows of what there is: never more than a hundred of a hundred, and no share of what nobody knows. */
function shareOf({ rows_stored: stored, github_total: total, rows_expected: expected, state }: Row): string {
  const of = state === 'loading' ? (expected ?? total) : total;
  if (typeof of !== 'number' || typeof stored !== 'number') return numberText(Number(stored ?? 0));
  return of > stored ? `${numberText(stored)} of ${numberText(of)}` : numberText(stored);
}

/** What each resource of a repository is doing. */
export function SyncState({ resources, gaps }: { resources: readonly Row[]; gaps: readonly Row[] }) {
  const now = Date.now();
  return (
    <>
      <div class="scroll" tabIndex={0} role="region" aria-label="State of each resource">
        <table data-sync>
          <thead>
            <tr>
              <th scope="col">Resource</th>
              <th scope="col">State</th>
              <th scope="col" class="is-number">
                Rows
              </th>
              <th scope="col">Complete through</th>
              <th scope="col">Proven</th>
              <th scope="col">Why it waits</th>
            </tr>
          </thead>
          <tbody>
            {resources.map((row) => (
              <tr key={String(row.resource)}>
                <th scope="row">{text(row.resource).replaceAll('_', ' ')}</th>
                <td>
                  <span class={`state is-${text(row.state)}`}>{text(row.state).replaceAll('_', ' ')}</span>
                </td>
                <td class="is-number">{shareOf(row)}</td>
                <td class="is-time">
                  {row.complete_through === null ? 'not yet' : instantName(text(row.complete_through))}
                </td>
                <td class="is-time">
                  {row.reconciled_at === null ? 'not yet' : agoText(text(row.reconciled_at), now)}
                </td>
                <td>
                  {text(row.reason)}
                  {Number(row.gaps) > 0 && ` ${numberText(Number(row.gaps))} gaps.`}
                  {typeof row.next_try_at === 'string' && (
                    <span class="quiet"> next try {instantName(row.next_try_at)}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {gaps.length > 0 && (
        <details>
          <summary>What GitHub did not give ({numberText(gaps.length)})</summary>
          <ul>
            {gaps.map((gap) => (
              <li key={`${text(gap.resource)} ${text(gap.gap)}`}>
                {text(gap.resource).replaceAll('_', ' ')} {text(gap.gap)}: {text(gap.reason)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
