import { useNavigation } from '../address/navigation.tsx';
import { Figure } from '../charts/figure.tsx';
import { Waiting } from '../charts/waiting.tsx';
import { askAll, question } from '../data/ask.ts';
import type { Row } from '../data/ask.ts';
import { useBeat } from '../data/beat.tsx';
import { useDescription } from '../data/catalogue.tsx';
import { useAsked } from '../data/use-asked.ts';
import { cutSentence } from '../words/cut-sentence.ts';
import { noneSentence, standingOf } from '../words/faces.ts';
import { addMonths, dayName, monthName } from '../words/months.ts';
import { numberText } from '../words/numbers.ts';
import { allOf, quoted, within } from '../words/sql.ts';

/** The condition of SQL that gives the same weeks: those that begin in the months. */
const starsCondition = (repository: string, from: string, to: string): string =>
  allOf(`repository = ${quoted(repository)}`, within('week', `${from}-01`, `${addMonths(to, 1)}-01`, { isDay: true }));

/** Stars that were given, by week. */
export function StarsChart({ repository, resources }: { repository: string; resources: readonly Row[] }) {
  const { from, to } = useNavigation().address;
  const path = question('star-weeks', { repository, from: `${from}-01`, to: `${addMonths(to, 1)}-01` });
  const { data, failure } = useAsked(path, (signal) => askAll(path, signal), useBeat());
  const described = useDescription('star_weeks', []);
  const standing = standingOf(resources, ['star_history']);
  if (!data) return <Waiting id="stars" title="Stars" failure={failure} />;
  if (data.items.length === 0) {
    return (
      <section class="figure is-waiting" aria-label="Stars">
        <h2>Stars</h2>
        <p class="quiet">{noneSentence('No star was given', from, to, standing)}</p>
      </section>
    );
  }
  const newest = String(data.items.at(-1)!.week);
  const through = standing.completeThrough;
  const cells = data.items.map(({ week, stars }) => {
    const end = new Date(Date.parse(`${String(week)}T00:00:00Z`) + 7 * 86_400_000).toISOString();
    const runs = week === newest && (through === null || end > through);
    const value = Number(stars);
    return {
      at: String(week),
      name: `Week of ${dayName(String(week))}`,
      value,
      href: null,
      face: runs ? ('running' as const) : value === 0 ? ('zero' as const) : ('number' as const),
      sentence: runs ? 'The week runs: so far.' : null,
    };
  });
  const years = new Set<string>();
  const tick = (week: string) => {
    const month = week.slice(0, 7);
    if (years.has(month) || Number(week.slice(8)) > 7) return null;
    return data.items.length > 130
      ? week.slice(5, 7) === '01'
        ? week.slice(0, 4)
        : null
      : Number(week.slice(5, 7)) % 3 === 1
        ? monthName(month)
        : null;
  };
  return (
    <Figure
      id="stars"
      title="Stars"
      lead="Given by week, without those that were taken back since"
      series={[{ id: 'stars', title: 'stars', cells }]}
      layout="stacked"
      grain="week"
      text={numberText}
      tick={tick}
      notes={[cutSentence(data)]}
      about={{
        subject: repository,
        view: 'report.star_weeks',
        definition:
          described.edges.length > 0
            ? described.definition
            : 'Stars that a repository gained, by week, without those that were taken back since: past weeks may change. GitHub gives no names.',
        edges: ['A week begins on its Sunday. GitHub does not promise that its days begin at 00:00 UTC.'],
        condition: starsCondition(repository, from, to),
        window: `${monthName(from)} to ${monthName(to)}, weeks that begin on Sunday`,
        source: 'star history',
        computedAt: null,
        completeThrough: through,
      }}
    />
  );
}
