import { Figure } from '../charts/figure.tsx';
import { Waiting } from '../charts/waiting.tsx';
import { ask, askAll, question } from '../data/ask.ts';
import type { Listed, Row } from '../data/ask.ts';
import { useBeat } from '../data/beat.tsx';
import { useDescription } from '../data/catalogue.tsx';
import { useAsked } from '../data/use-asked.ts';
import { cutSentence } from '../words/cut-sentence.ts';
import { standingOf } from '../words/faces.ts';
import { counted, durationText, numberText } from '../words/numbers.ts';
import { allOf, quoted } from '../words/sql.ts';
import { eventHours, hourOf } from './event-hours.ts';

const hours = 48;
const hourMs = 3_600_000;

/** Mean times between events, by type and action. */
function Intervals({ repository }: { repository: string }) {
  const path = `repositories/${repository}/events/intervals`;
  const { data, failure } = useAsked(path, (signal) => ask<Listed>(path, signal), useBeat());
  if (!data) return <p class="quiet">{failure ? `Not loaded: ${failure.message}` : 'Loading…'}</p>;
  const byAction = data.items.filter(({ measure }) => measure === 'type and action');
  // Of a push there is no action.
  const bare = data.items.filter(
    ({ measure, type }) => measure === 'type' && !byAction.some((one) => one.type === type),
  );
  const rows = [...byAction, ...bare].filter(({ mean_seconds_between: mean }) => mean !== null);
  if (rows.length === 0)
    return <p class="quiet">No two events of one kind are in the last seven days, so there is no interval.</p>;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Intervals between events">
      <table>
        <caption>Mean time between two events: the last 7 days or 500 events, whichever is less</caption>
        <thead>
          <tr>
            <th scope="col">Event</th>
            <th scope="col" class="is-number">
              Events
            </th>
            <th scope="col" class="is-number">
              Mean interval
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ type, action, events, mean_seconds_between: mean }) => (
            <tr key={`${String(type)} ${String(action)}`}>
              <th scope="row">
                {String(type).replace(/Event$/, '')} <span class="quiet">{action === null ? '' : String(action)}</span>
              </th>
              <td class="is-number">{numberText(Number(events))}</td>
              <td class="is-number">{durationText(Number(mean))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Events of the last two days by hour, and the times between them. */
export function EventsChart({ repository, resources }: { repository: string; resources: readonly Row[] }) {
  const now = Date.now();
  const first = hourOf(now - (hours - 1) * hourMs);
  const path = question('events/hourly', { repository, from: first.slice(0, 10) });
  const { data, failure } = useAsked(path, (signal) => askAll(path, signal), useBeat());
  const described = useDescription('event_counts_hourly', ['events']);
  if (!data) return <Waiting id="events" title="Events" failure={failure} />;
  const isRead = resources.some(({ resource }) => resource === 'events') || data.items.length > 0;
  if (!isRead) {
    return (
      <section class="figure is-waiting" aria-label="Events">
        <h2>Events</h2>
        <p class="quiet">
          Nobody reads the feed of events of {repository}: not loaded. To begin:{' '}
          <code>repometer events add {repository}</code>
        </p>
      </section>
    );
  }
  const standing = standingOf(
    resources.filter(({ resource }) => resource === 'events'),
    resources.some(({ resource }) => resource === 'events') ? ['events'] : [],
  );
  const cells = eventHours({ rows: data.items, standing, first, hours, now });
  return (
    <Figure
      id="events"
      title="Events"
      lead={`By hour, the last ${counted(hours, 'hour')}`}
      series={[{ id: 'events', title: 'events', cells }]}
      layout="stacked"
      grain="hour"
      text={numberText}
      tick={(at) =>
        at.slice(11, 13) === '00' ? `${Number(at.slice(8, 10))}.` : at.slice(11, 13) === '12' ? '12:00' : null
      }
      notes={[cutSentence(data)]}
      about={{
        subject: repository,
        view: 'report.event_counts_hourly',
        definition: described.definition,
        edges: described.edges,
        condition: allOf(`repository = ${quoted(repository)}`, `hour >= ${quoted(first)}`),
        window: `the last ${hours} hours, UTC`,
        source: 'events',
        computedAt: null,
        completeThrough: standing.completeThrough,
      }}
    ></Figure>
  );
}

export { Intervals };
