import { useNavigation } from '../address/navigation.tsx';
import { Figure } from '../charts/figure.tsx';
import { Waiting } from '../charts/waiting.tsx';
import { ask } from '../data/ask.ts';
import type { Listed, Row } from '../data/ask.ts';
import { useBeat } from '../data/beat.tsx';
import { useDescription } from '../data/catalogue.tsx';
import { Said } from '../data/said.tsx';
import { useAsked, useAskedOnce } from '../data/use-asked.ts';
import { askCompared, comparedThrough } from '../monthly/ask-compared.ts';
import { computedThrough, conditionOf } from '../monthly/ask-months.ts';
import { botsText } from '../monthly/bots-text.ts';
import { charts } from '../monthly/charts.ts';
import { makeSeries, newestOf } from '../monthly/make-series.ts';
import { monthTick } from '../monthly/month-ticks.ts';
import { cutSentence } from '../words/cut-sentence.ts';
import { standingOf } from '../words/faces.ts';
import { monthName, monthsFrom } from '../words/months.ts';
import { counted, numberText } from '../words/numbers.ts';
import { Failure } from './failure.tsx';
import { RangeForm } from './range-form.tsx';

const mostCompared = 8;

/** What the form adds is a name, or an address of GitHub. */
const nameIn = (text: string): string =>
  text
    .trim()
    .replace(/^https?:\/\/[^/]+\//, '')
    .replace(/\/$/, '');
const isName = (text: string) => /^[\w-]{1,39}\/[\w.-]{1,100}$/.test(text);

function Compared({ repositories }: { repositories: string[] }) {
  const { address, pageAt } = useNavigation();
  const { from, to, measure: wanted } = address;
  const all = charts.flatMap((chart) => chart.measures(address).map((measure) => ({ chart, measure })));
  const { chart, measure } = all.find((one) => `${one.chart.id}.${one.measure.id}` === wanted) ?? all[0]!;
  const filters = chart.filters?.(address) ?? {};
  const name = `${chart.id} ${measure.id} ${repositories.join()} ${from} ${to} ${JSON.stringify(filters)}`;
  const { data, failure } = useAsked(
    name,
    (signal) => askCompared(repositories, { list: chart.list, filters, from, to }, signal),
    useBeat(),
  );
  const described = useDescription(chart.view, measure.members ?? [measure.id]);
  const title = `${chart.title}${measure.title === chart.title.toLowerCase() ? '' : `: ${measure.title.toLowerCase()}`}`;
  if (!data)
    return failure ? <Failure failure={failure} /> : <Waiting id="compare" title={title} failure={undefined} />;
  const now = new Date();
  const { known } = data;
  const series = known.flatMap(({ repository, months, resources }) =>
    makeSeries({
      rows: months.items,
      measures: [measure],
      address,
      standing: standingOf(resources, chart.resources(address)),
      now,
      computedThrough: computedThrough({ months, from, to, resources, names: chart.resources(address) }),
      hrefOf: (id, month) => pageAt(`/repositories/${repository}`, { show: `${chart.id}.${id}.${month}` }),
    }).map((one) => ({ ...one, id: repository, title: repository })),
  );
  const rows: Row[] = known.flatMap(({ months }) => months.items);
  const compared = known.map(({ repository }) => repository);
  return (
    <>
      {failure && <Failure failure={failure} />}
      {data.unknown.map((sentence) => (
        <p key={sentence} class="failure" role="alert">
          {sentence}
        </p>
      ))}
      {known.length > 0 && (
        <Figure
          id="compare"
          title={title}
          lead={chart.unit === 'hours' ? 'Median hours, one scale for all' : 'One scale for all'}
          series={series}
          layout="multiples"
          isSameScale
          grain="month"
          text={numberText}
          tick={monthTick(monthsFrom(from, to).length)}
          notes={known.map(({ months }) => cutSentence(months))}
          about={{
            subject: compared.join(' '),
            view: `report.${chart.view}`,
            definition: described.definition,
            edges: described.edges,
            condition: conditionOf(compared, filters, from, to),
            window: `${monthName(from)} to ${monthName(to)}, UTC months${botsText(chart, address)}`,
            source: chart.resources(address).join(', ').replaceAll('_', ' '),
            computedAt: newestOf(rows, 'computed_at'),
            completeThrough: comparedThrough(known, chart.resources(address)),
          }}
        />
      )}
    </>
  );
}

/** One measure of several repositories, beside each other. */
export function ComparePage() {
  const { address, withChanges, go } = useNavigation();
  const { repositories: given } = address;
  const repositories = [...new Set(given)].filter(isName).slice(0, mostCompared);
  const listed = useAskedOnce('repositories', (signal) => ask<Listed>('repositories', signal));
  const known = listed.data?.items ?? [];
  const put = (names: string[]) => go(withChanges({ repositories: names.join(',') || null }));
  return (
    <>
      <header class="head">
        <h1>Compare</h1>
        <Said
          sentence={
            repositories.length === 0
              ? 'Name the repositories to compare.'
              : `${counted(repositories.length, 'repository', 'repositories')} beside each other.`
          }
        />
      </header>
      {listed.failure && repositories.length === 0 && <Failure failure={listed.failure} />}
      <form
        class="controls is-followed"
        aria-label="What is compared"
        onSubmit={(event) => {
          event.preventDefault();
          const field = event.currentTarget.elements.namedItem('repository') as HTMLInputElement;
          const name = nameIn(field.value);
          if (isName(name)) put([...repositories, name]);
          field.value = '';
        }}
      >
        <label>
          Add <input name="repository" list="known" placeholder="owner/name" autocomplete="off" />
        </label>
        <datalist id="known">
          {known.map(({ repository }) => (
            <option key={String(repository)} value={String(repository)} />
          ))}
        </datalist>
        <button type="submit">Add</button>
        <label>
          Measure{' '}
          <select
            name="measure"
            value={address.measure || 'new-contributors.people'}
            onChange={({ currentTarget }) => go(withChanges({ measure: currentTarget.value }))}
          >
            {charts.map((chart) => (
              <optgroup key={chart.id} label={chart.title}>
                {chart.measures(address).map(({ id, title }) => (
                  <option key={id} value={`${chart.id}.${id}`}>
                    {chart.title}: {title.toLowerCase()}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </label>
      </form>
      {repositories.length > 0 && (
        <ul class="chosen" aria-label="Compared">
          {repositories.map((name) => (
            <li key={name}>
              {name}
              <button
                type="button"
                aria-label={`Leave out ${name}`}
                onClick={() => put(repositories.filter((one) => one !== name))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <RangeForm hasSource />
      {given.length > mostCompared && <p class="failure">The first {mostCompared} are compared.</p>}
      {repositories.length > 0 && (
        <div class="grid is-single">
          <Compared repositories={repositories} />
        </div>
      )}
    </>
  );
}
