import { ShareBar } from '../charts/share-bar.tsx';
import type { Row } from '../data/ask.ts';
import { instantName } from '../words/months.ts';
import { numberText } from '../words/numbers.ts';

const unitOf = ({ bucket }: Row) => (bucket === 'graphql' ? 'points' : 'requests');

/** What is left of GitHub's quota, by credential and bucket. */
export function Quota({ rows }: { rows: readonly Row[] }) {
  const known = rows.filter(({ remaining }) => typeof remaining === 'number');
  if (known.length === 0) return <p class="quiet">GitHub has not been asked yet, so nothing is known of its quota.</p>;
  return (
    <ul class="quota">
      {known.map((row) => {
        const { credential, bucket, remaining, quota, reset_at: reset, blocked_until: blocked, used_by: usedBy } = row;
        const name = `${String(credential)}, ${String(bucket)}`;
        return (
          <li key={name}>
            <ShareBar share={Number(remaining) / Math.max(1, Number(quota))} name={`${unitOf(row)} left: ${name}`} />
            <span>
              <b>{numberText(Number(remaining))}</b> of {numberText(Number(quota))} {unitOf(row)} left
            </span>
            <span class="quiet">
              {String(bucket)}
              {typeof reset === 'string' && `, until ${instantName(reset)}`}
              {typeof blocked === 'string' && `; limited by GitHub until ${instantName(blocked)}`}
              {typeof usedBy === 'string' && `; this hour ${usedBy}`}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
