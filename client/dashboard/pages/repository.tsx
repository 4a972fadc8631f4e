import { useNavigation } from '../address/navigation.tsx';
import { ask, question } from '../data/ask.ts';
import type { Row } from '../data/ask.ts';
import { useBeat } from '../data/beat.tsx';
import { Said } from '../data/said.tsx';
import { useAsked, useAskedOnce } from '../data/use-asked.ts';
import { charts } from '../monthly/charts.ts';
import { EventsChart, Intervals } from '../monthly/events-chart.tsx';
import { LabelsChart } from '../monthly/labels-chart.tsx';
import { MonthlyChart } from '../monthly/monthly-chart.tsx';
import { StarsChart } from '../monthly/stars-chart.tsx';
import { numberText } from '../words/numbers.ts';
import { progressOf, progressText } from '../words/standing.ts';
import { Failure } from './failure.tsx';
import { RangeForm } from './range-form.tsx';
import { SyncState } from './sync-state.tsx';

interface Known {
  repository: string;
  details: Row | null;
  loop: Row | null;
  resources: Row[];
  gaps: Row[];
}

const chartNamed = (id: string) => charts.find((one) => one.id === id)!;

/** Everything about one repository. */
export function RepositoryPage() {
  const { address, pageAt } = useNavigation();
  const path = `repositories/${address.subject}`;
  const { data, failure } = useAsked(path, (signal) => ask<Known>(path, signal), useBeat());
  // Where Temporal's UI is, the overview knows.
  const overview = question('overview', { page_size: 1 });
  const place = useAskedOnce(overview, (signal) => ask<{ workflows_url: string | null }>(overview, signal)).data;
  if (!data) {
    return (
      <>
        <header class="head">
          <h1>{address.subject}</h1>
          <Said sentence={failure ? '' : 'Loading…'} />
        </header>
        {failure && <Failure failure={failure} />}
      </>
    );
  }
  const { repository, details, loop, resources, gaps } = data;
  const progress = progressOf(resources);
  const rows = resources.reduce((sum, { rows_stored: stored }) => sum + Number(stored), 0);
  const page = typeof details?.html_url === 'string' ? details.html_url : null;
  const origin = page ? new URL(page).origin : 'https://github.com';
  const workflow =
    loop && place?.workflows_url ? `${place.workflows_url}/${encodeURIComponent(String(loop.workflow_id))}` : null;
  const of = { repository, resources, origin };
  return (
    <>
      <header class="head">
        <h1>{repository}</h1>
        {typeof details?.description === 'string' && <p class="describe">{details.description}</p>}
        <Said sentence={`${progressText(progress, Date.now())}; ${numberText(rows)} rows stored.`} />
        <p class="links">
          {page && (
            <a href={page} target="_blank" rel="noreferrer">
              On GitHub
            </a>
          )}
          {workflow && (
            <a href={workflow} target="_blank" rel="noreferrer">
              In Temporal
            </a>
          )}
          <a href={pageAt('/compare', { repositories: repository })}>Compare</a>
          <a href="#sync">Sync state</a>
        </p>
      </header>
      {failure && <Failure failure={failure} />}
      {!details && <p class="failure">GitHub has not described {repository} yet: its numbers follow the first load.</p>}
      <RangeForm hasSource />
      <div class="grid">
        <MonthlyChart chart={chartNamed('new-contributors')} {...of} />
        <StarsChart repository={repository} resources={resources} />
        <MonthlyChart chart={chartNamed('active-contributors')} {...of} />
        <LabelsChart kind="labels" {...of} />
        <LabelsChart kind="categories" {...of} />
        {['issue-flow', 'pull-request-flow', 'issue-times', 'pull-request-times', 'absence', 'releases'].map((id) => (
          <MonthlyChart key={id} chart={chartNamed(id)} {...of} />
        ))}
        <EventsChart repository={repository} resources={resources} />
      </div>
      <section>
        <h2>Intervals between events</h2>
        <Intervals repository={repository} />
      </section>
      <section id="sync" tabIndex={-1}>
        <h2>Sync state</h2>
        {loop ? (
          <p class="quiet">
            One look every {String(loop.every)}, state {String(loop.state)}
            {typeof loop.reason === 'string' && `: ${loop.reason}`}
          </p>
        ) : (
          <p class="quiet">No loop keeps it now; what is stored stays as it was.</p>
        )}
        <SyncState resources={resources} gaps={gaps} />
      </section>
    </>
  );
}
