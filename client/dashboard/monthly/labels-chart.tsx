import { useNavigation } from '../address/navigation.tsx';
import { Figure } from '../charts/figure.tsx';
import { Waiting } from '../charts/waiting.tsx';
import { ask, askAll, question } from '../data/ask.ts';
import type { Listed, Row } from '../data/ask.ts';
import { useBeat } from '../data/beat.tsx';
import { useDescription } from '../data/catalogue.tsx';
import { useAsked } from '../data/use-asked.ts';
import { RowsBehindBar } from '../rows/rows-behind-bar.tsx';
import { cutSentence } from '../words/cut-sentence.ts';
import { noneSentence, standingOf } from '../words/faces.ts';
import { addMonths, monthName, monthsFrom } from '../words/months.ts';
import { numberText } from '../words/numbers.ts';
import { allOf, isOneOf, ofMonths, quoted } from '../words/sql.ts';
import { askMonths, computedThrough } from './ask-months.ts';
import { botsText } from './bots-text.ts';
import { openedBar, useBarLinks } from './bar-links.ts';
import type { Measure } from './declare-chart.ts';
import { makeSeries, newestOf } from './make-series.ts';
import { monthTick } from './month-ticks.ts';

interface LabelsChartProps {
  kind: 'labels' | 'categories';
  repository: string;
  resources: readonly Row[];
  origin: string;
}

const mostShown = 6;
const kinds = {
  labels: {
    title: 'Labels',
    view: 'issue_labels_monthly',
    lead: `Issues opened, by the ${mostShown} labels with the most of them`,
  },
  categories: {
    title: 'Categories',
    view: 'label_categories_monthly',
    lead: 'Issues opened, by category of their labels',
  },
} as const;

/** What a small chart is about, with the rows of its months. */
interface Group {
  name: string;
  rows: Row[];
  cut: string | null;
}

/** Rows of the months by what each of the charts is about, those with the most issues first. */
async function readRows(
  { kind, repository }: LabelsChartProps,
  from: string,
  to: string,
  signal: AbortSignal,
): Promise<Group[]> {
  const months = { from: `${from}-01`, to: `${addMonths(to, 1)}-01` };
  if (kind === 'labels') {
    const top = await ask<Listed<{ label: string }>>(
      question(`repositories/${repository}/top-labels`, { ...months, limit: mostShown }),
      signal,
    );
    return Promise.all(
      top.items.map(async ({ label }) => {
        const rows = await askAll(question('kpis/labels', { repository, label, ...months }), signal);
        return { name: label, rows: rows.items, cut: cutSentence(rows) };
      }),
    );
  }
  const all = await askAll(question('kpis/label-categories', { repository, ...months }), signal);
  const groups = Map.groupBy(all.items, ({ category }) => String(category));
  const sum = (rows: Row[]) => rows.reduce((total, { issues_opened: opened }) => total + Number(opened), 0);
  return [...groups]
    .sort(([, left], [, right]) => sum(right) - sum(left))
    .slice(0, mostShown)
    .map(([name, rows]) => ({ name, rows, cut: cutSentence(all) }));
}

const measureOf = (kind: LabelsChartProps['kind'], name: string): Measure => ({
  id: name,
  title: name,
  value: ({ issues_opened: opened }) => Number(opened),
  ...(kind === 'labels' && {
    rows: (month) => ({
      title: `Issues with the label ${name}`,
      list: 'issues',
      view: 'issues',
      filters: { label: name, from: `${month}-01`, to: `${addMonths(month, 1)}-01` },
      time: 'created_at',
      kind: 'items',
    }),
  }),
});

/** Issues by label, or by category of labels, one small chart for each, all of one scale. */
export function LabelsChart(props: LabelsChartProps) {
  const { kind, repository, resources, origin } = props;
  const { address } = useNavigation();
  const { from, to, show } = address;
  const { title, view, lead } = kinds[kind];
  const flow = { list: 'kpis/issue-flow', repository, filters: {}, from, to };
  const { data, failure } = useAsked(
    `${kind} ${repository} ${from} ${to}`,
    async (signal) => {
      const [groups, months] = await Promise.all([readRows(props, from, to, signal), askMonths(flow, signal)]);
      return { groups, months };
    },
    useBeat(),
  );
  const described = useDescription(view, ['issues_opened']);
  const hrefOf = useBarLinks(kind);
  if (!data) return <Waiting id={kind} title={title} failure={failure} />;

  const standing = standingOf(resources, ['issues']);
  const measures = data.groups.map(({ name }) => measureOf(kind, name));
  // A month without a row of a label is one without an issue of it, where the months of issues are computed.
  const through = computedThrough({ months: data.months, from, to, resources, names: ['issues'] });
  const series = measures.flatMap((measure, place) =>
    makeSeries({
      rows: data.groups[place]!.rows,
      measures: [measure],
      address,
      standing,
      now: new Date(),
      computedThrough: through,
      hrefOf,
    }),
  );
  const rows = data.groups.flatMap((group) => group.rows);
  const opened = openedBar(kind, { show, measures, series, address });
  if (series.length === 0) {
    const isComputed = standing.face !== 'number' || through !== null;
    const sentence = isComputed
      ? noneSentence('No issue with a label was opened', from, to, standing)
      : 'No month is computed yet: that follows the first load.';
    return (
      <section class="figure is-waiting" aria-label={title}>
        <h2>{title}</h2>
        <p class="quiet">{sentence}</p>
      </section>
    );
  }
  return (
    <Figure
      id={kind}
      title={title}
      lead={lead}
      series={series}
      layout="multiples"
      isSameScale
      grain="month"
      text={numberText}
      tick={monthTick(monthsFrom(from, to).length)}
      notes={[...new Set(data.groups.map(({ cut }) => cut))]}
      about={{
        subject: repository,
        view: `report.${view}`,
        definition: described.definition,
        edges: described.edges,
        condition: allOf(
          `repository = ${quoted(repository)}`,
          isOneOf(
            kind === 'labels' ? 'label' : 'category',
            data.groups.map(({ name }) => name),
          ),
          ofMonths(from, to),
        ),
        window: `${monthName(from)} to ${monthName(to)}, UTC months${botsText({ bots: 'among' }, address)}`,
        source: 'issues',
        computedAt: newestOf(rows, 'computed_at'),
        completeThrough: newestOf(rows, 'data_complete_through') ?? standing.completeThrough,
      }}
    >
      {opened && <RowsBehindBar {...opened} repository={repository} origin={origin} />}
    </Figure>
  );
}
