import { useNavigation } from '../address/navigation.tsx';
import { Figure } from '../charts/figure.tsx';
import type { Series } from '../charts/series.ts';
import { ask, askAll, question } from '../data/ask.ts';
import type { Listed, Row } from '../data/ask.ts';
import { useBeat } from '../data/beat.tsx';
import { Said } from '../data/said.tsx';
import { useAsked } from '../data/use-asked.ts';
import { openedBar, useBarLinks } from '../monthly/bar-links.ts';
import { monthTick } from '../monthly/month-ticks.ts';
import { cutSentence } from '../words/cut-sentence.ts';
import { standingOf } from '../words/faces.ts';
import { dayName, monthName, monthsFrom } from '../words/months.ts';
import { counted, numberText } from '../words/numbers.ts';
import { Failure } from './failure.tsx';
import { memberMonths, membersCondition, membersNow, membersThrough } from './member-months.ts';
import { RangeForm } from './range-form.tsx';
import { SyncState } from './sync-state.tsx';

interface Known {
  owner: string;
  loop: Row;
  resources: Row[];
}

/** An owner whose repositories nobody keeps may have members all the same. */
async function readOwner(owner: string, signal: AbortSignal): Promise<Known | null> {
  const { items } = await ask<Listed>(question('organizations', { owner }), signal);
  return items.length === 0 ? null : ask<Known>(`organizations/${owner}`, signal);
}

/** Its members of all times; where not all of them are read, how many there are by the API's own counts. */
async function readMembers(owner: string, hasBots: boolean, signal: AbortSignal) {
  const filters = { owner, is_bot: hasBots ? undefined : 'false' };
  const all = await askAll(question('members', filters), signal);
  const cut = cutSentence(all);
  if (cut === null) return { people: all.items, totals: null, cut };
  const gone = question('members', { ...filters, by: 'left_at', from: '1970-01-01', page_size: 1 });
  const { total_records: left } = await ask<Listed>(gone, signal);
  return { people: all.items, totals: { all: all.total_records, left }, cut };
}

/** More of them no table shows. */
const mostShown = 1_200;

const text = (value: unknown) => (typeof value === 'string' ? value : '');

function Members({ people, caption }: { people: readonly Row[]; caption: string }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={caption}>
      <table data-members>
        <caption>
          {caption}
          {people.length > mostShown && `, the first ${numberText(mostShown)} of them`}
        </caption>
        <thead>
          <tr>
            <th scope="col">Login</th>
            <th scope="col">Role</th>
            <th scope="col">Joined</th>
            <th scope="col">Left</th>
          </tr>
        </thead>
        <tbody>
          {people.slice(0, mostShown).map((row) => (
            <tr key={`${String(row.account_id)} ${text(row.first_seen_at)} ${text(row.visibility)}`}>
              <th scope="row">
                {text(row.login)}
                {row.is_bot === true && <span class="badge">bot</span>}
              </th>
              <td>{text(row.role) || <span class="quiet">unknown</span>}</td>
              <td class="is-time">
                {row.joined_at === null ? `before ${dayName(text(row.first_seen_at))}` : dayName(text(row.joined_at))}
              </td>
              <td class="is-time">
                {row.left_at === null ? <span class="quiet">is there</span> : dayName(text(row.left_at))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Who joined and left an organisation. */
export function OrganizationPage() {
  const { address } = useNavigation();
  const { from, to, subject: owner, show, hasBots } = address;
  const beat = useBeat();
  const known = useAsked(`loop of ${owner}`, (signal) => readOwner(owner, signal), beat);
  const members = useAsked(`members of ${owner} ${hasBots}`, (signal) => readMembers(owner, hasBots, signal), beat);
  const kept = useAsked(`of ${owner}`, (signal) => askAll(question('repositories', { owner }), signal), beat);
  const { pageAt } = useNavigation();
  const hrefOf = useBarLinks('members');
  const failure = known.failure ?? members.failure;
  const people = members.data?.people ?? [];
  const standing = standingOf(known.data?.resources ?? [], known.data ? ['members'] : []);
  const isRefused = known.data && standing.face !== 'number' && people.length === 0;

  const seriesOf = (id: 'joined_at' | 'left_at', title: string): Series => ({
    id,
    title,
    cells: memberMonths({ people, isCut: members.data?.cut != null, id, from, to, standing, now: new Date(), hrefOf }),
  });
  const series = [seriesOf('joined_at', 'Joined'), seriesOf('left_at', 'Left')];
  const bar = openedBar('members', { show, measures: [], series, address });
  const open =
    bar === undefined && show?.chart === 'members'
      ? people.filter((row) => text(row[show.series]).startsWith(show.at))
      : [];
  const there = people.filter(({ left_at: left }) => left === null);
  const counts = membersNow({ people, totals: members.data?.totals ?? null });
  return (
    <>
      <header class="head">
        <h1>{known.data?.owner ?? owner}</h1>
        <Said
          sentence={
            members.data ? `${counted(counts.now, 'member')} now, ${numberText(counts.left)} have left.` : 'Loading…'
          }
        />
      </header>
      {failure && <Failure failure={failure} />}
      <RangeForm />
      {members.data &&
        (isRefused ? (
          <p class="failure">{standing.sentence}</p>
        ) : (
          <div class="grid is-single">
            <Figure
              id="members"
              title="Members who joined and left"
              lead="By the looks at the list of members"
              series={series}
              layout="multiples"
              isSameScale
              grain="month"
              text={numberText}
              tick={monthTick(monthsFrom(from, to).length)}
              notes={[members.data.cut]}
              about={{
                subject: owner,
                view: 'report.members',
                definition:
                  'Members of an organisation, with when they joined and left, by the looks at its lists: who was there at the first look joined before it.',
                edges: [
                  'GitHub tells who is a member, not since when: a time lies between two looks.',
                  'To a token of a stranger only public members are shown.',
                ],
                condition: membersCondition({ owner, from, to, hasBots }),
                window: `${monthName(from)} to ${monthName(to)}, UTC months${hasBots ? '' : ', without bots'}`,
                source: 'members',
                computedAt: null,
                completeThrough: membersThrough(people),
              }}
            >
              {open.length > 0 && (
                <Members
                  people={open}
                  caption={`${show?.series === 'left_at' ? 'Left' : 'Joined'}, ${monthName(show?.at ?? from)}: ${counted(open.length, 'person', 'people')}`}
                />
              )}
            </Figure>
          </div>
        ))}
      {there.length > 0 && (
        <section>
          <h2>Members now</h2>
          <Members people={there} caption={counted(counts.now, 'member')} />
        </section>
      )}
      {kept.data && (
        <section>
          <h2>Repositories</h2>
          {cutSentence(kept.data) && <p class="quiet">{cutSentence(kept.data)}</p>}
          <ul class="names">
            {kept.data.items.map(({ repository }) => (
              <li key={String(repository)}>
                <a href={pageAt(`/repositories/${String(repository)}`)}>{String(repository)}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
      {known.data && known.data.resources.length > 0 && (
        <section>
          <h2>Sync state</h2>
          <SyncState resources={known.data.resources} gaps={[]} />
        </section>
      )}
    </>
  );
}
