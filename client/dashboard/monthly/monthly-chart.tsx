import type { Address } from '../address/address.ts';
import { useNavigation } from '../address/navigation.tsx';
import { Figure } from '../charts/figure.tsx';
import { Waiting } from '../charts/waiting.tsx';
import type { Row } from '../data/ask.ts';
import { useBeat } from '../data/beat.tsx';
import { useDescription } from '../data/catalogue.tsx';
import { useAsked } from '../data/use-asked.ts';
import { RowsBehindBar } from '../rows/rows-behind-bar.tsx';
import { cutSentence } from '../words/cut-sentence.ts';
import { standingOf } from '../words/faces.ts';
import { monthName, monthsFrom } from '../words/months.ts';
import { counted, numberText } from '../words/numbers.ts';
import { askMonths, computedThrough, conditionOf } from './ask-months.ts';
import { botsText } from './bots-text.ts';
import type { ChartDeclaration } from './declare-chart.ts';
import { openedBar, useBarLinks } from './bar-links.ts';
import { makeSeries, newestOf } from './make-series.ts';
import { monthTick } from './month-ticks.ts';

interface MonthlyChartProps {
  chart: ChartDeclaration;
  repository: string;
  /** What each resource of the repository is doing. */
  resources: readonly Row[];
  /** Where GitHub shows it. */
  origin: string;
}

/** How many bots are not in it. */
function leftOut({ botsMember }: ChartDeclaration, rows: readonly Row[], { hasBots }: Address): string {
  if (hasBots || botsMember === undefined) return '';
  const bots = rows.reduce((sum, row) => sum + Number(row[botsMember] ?? 0), 0);
  return `without ${counted(bots, 'bot')}`;
}

/** A chart of a repository's months, with the rows behind its bars. */
export function MonthlyChart({ chart, repository, resources, origin }: MonthlyChartProps) {
  const { address } = useNavigation();
  const { from, to, show } = address;
  const filters = chart.filters?.(address) ?? {};
  const wanted = { list: chart.list, repository, filters, from, to };
  const { data, failure } = useAsked(JSON.stringify(wanted), (signal) => askMonths(wanted, signal), useBeat());
  const measures = chart.measures(address);
  const hrefOf = useBarLinks(chart.id);
  const described = useDescription(
    chart.view,
    measures.flatMap(({ id, members }) => members ?? [id]),
  );
  const narrow = standingOf(resources, chart.resources(address));
  // Where nothing is wrong with what the chart is about, a month may still lack something else that its rows follow.
  const standing = narrow.face === 'number' && !chart.filters ? standingOf(resources, described.sources) : narrow;
  if (!data) return <Waiting id={chart.id} title={chart.title} failure={failure} />;

  const through = computedThrough({ months: data, from, to, resources, names: chart.resources(address) });
  const series = makeSeries({
    rows: data.items,
    measures,
    address,
    standing,
    now: new Date(),
    computedThrough: through,
    hrefOf,
  });
  const months = monthsFrom(from, to);
  const opened = openedBar(chart.id, { show, measures, series, address });
  return (
    <Figure
      id={chart.id}
      title={chart.title}
      lead={[chart.lead?.(address), leftOut(chart, data.items, address)].filter(Boolean).join('; ')}
      series={series}
      layout={chart.layout}
      {...(chart.isSameScale && { isSameScale: true })}
      grain="month"
      text={numberText}
      tick={monthTick(months.length)}
      notes={[cutSentence(data)]}
      about={{
        subject: repository,
        view: `report.${chart.view}`,
        definition: described.definition,
        edges: described.edges,
        condition: conditionOf([repository], filters, from, to),
        window: `${monthName(from)} to ${monthName(to)}, UTC months${botsText(chart, address)}`,
        source: chart.resources(address).join(', ').replaceAll('_', ' '),
        computedAt: newestOf(data.items, 'computed_at'),
        completeThrough: newestOf(data.items, 'data_complete_through') ?? standing.completeThrough,
      }}
    >
      {opened && <RowsBehindBar {...opened} repository={repository} origin={origin} />}
    </Figure>
  );
}
