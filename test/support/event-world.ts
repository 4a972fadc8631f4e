import type { Db } from '../../sql/query.ts';
import type { PlainCatalogue, PlainEvent } from './plain-label-history.ts';
import { seededRandom } from './random.ts';

const present = ['bug', 'ui', 'perf', 'needs info', 'naïve 🐞'];
const renamed = { name: 'defect', until: '2025-04-01T00:00:00.000Z', present: 'bug' };
const inferred = { name: 'old ui', until: '2025-03-15T12:00:00.000Z', present: 'ui' };
const deleted = { name: 'wontfix', at: '2025-05-15T06:00:00.000Z' };
const vanished = { name: 'ghost', until: '2025-05-05T18:00:00.000Z' };
// `Bug` is in no catalogue, but issues carry it.
const names = [...present, ...present, 'Bug', renamed.name, inferred.name, deleted.name, vanished.name];

/** Events of issues that come, are corrected and go at random, with no regard to what the issues carry. */
export function createEventWorld(db: Db, repositoryId: number | string, seed: number) {
  const { below, pick } = seededRandom(seed);
  const byNumber = new Map<number, PlainEvent[]>();
  const catalogue: PlainCatalogue = {
    present,
    former: [renamed, inferred],
    deleted: [deleted],
    vanished: [vanished],
  };
  let lastId = 100;

  function someEvent(number: number): PlainEvent {
    lastId += 1;
    const own = byNumber.get(number) ?? [];
    const kind = pick(['labeled', 'labeled', 'labeled', 'unlabeled', 'unlabeled', 'closed', 'reopened', 'mentioned']);
    const time = Date.UTC(2025, 0, 1) + below(184) * 24 * 3_600_000 + below(86_400) * 1000;
    // Often in the same second as another one, sometimes after the day.
    const at = own.length > 0 && below(4) === 0 ? pick(own).at : new Date(time).toISOString();
    const isOfLabel = kind === 'labeled' || kind === 'unlabeled';
    // Mostly one of few names, so that what is set is also taken away.
    const known = own.flatMap(({ label }) => label ?? []);
    const label = known.length > 0 && below(3) > 0 ? pick(known) : pick(names);
    return { id: below(5) === 0 ? 1_000_000 - lastId : lastId, event: kind, label: isOfLabel ? label : null, at };
  }

  async function store(number: number, { id, event, label, at }: PlainEvent): Promise<void> {
    await db.query(
      `insert into github.issue_event (repository_id, event_id, number, event, label_name, created_at)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (repository_id, event_id) do update set event = excluded.event, label_name = excluded.label_name, created_at = excluded.created_at`,
      [repositoryId, id, number, event, label ?? null, at],
    );
  }

  async function changeOne(number: number): Promise<void> {
    const own = byNumber.get(number) ?? [];
    const choice = below(8);
    if (own.length > 0 && choice === 0) {
      const gone = pick(own);
      byNumber.set(
        number,
        own.filter((event) => event !== gone),
      );
      const statement =
        below(2) === 0
          ? `update github.issue_event set deleted_at = '2025-07-01' where repository_id = $1 and event_id = $2`
          : 'delete from github.issue_event where repository_id = $1 and event_id = $2';
      await db.query(statement, [repositoryId, gone.id]);
    } else if (own.length > 0 && choice === 1) {
      const { id } = pick(own);
      const corrected = { ...someEvent(number), id };
      byNumber.set(
        number,
        own.map((event) => (event.id === id ? corrected : event)),
      );
      await store(number, corrected);
    } else {
      const event = someEvent(number);
      byNumber.set(number, [...own, event]);
      await store(number, event);
    }
  }

  return {
    catalogue,
    of: (number: number): PlainEvent[] => byNumber.get(number) ?? [],
    /** What the catalogue of labels says; the world's events never change it. */
    async storeCatalogue(): Promise<void> {
      const idOf = (name: string) => present.indexOf(name) + 1;
      await db.query(
        `insert into github.label (repository_id, label_id, name, is_default)
         select $1, nth, name, false from unnest($2::text[]) with ordinality as label (name, nth)`,
        [repositoryId, present],
      );
      await db.query(
        `insert into github.label (repository_id, label_id, name, is_default, deleted_at) values ($1, 99, $2, false, $3)`,
        [repositoryId, deleted.name, deleted.at],
      );
      await db.query(`insert into github.label_former_name values ($1, $2, $3, $4)`, [
        repositoryId,
        idOf(renamed.present),
        renamed.name,
        renamed.until,
      ]);
      await db.query(`insert into github.label_alias values ($1, $2, $3, $4), ($1, $5, null, $6)`, [
        repositoryId,
        inferred.name,
        idOf(inferred.present),
        inferred.until,
        vanished.name,
        vanished.until,
      ]);
    },
    /** Changes some events of issues of these numbers; gives the numbers. */
    async change(numbers: readonly number[]): Promise<number[]> {
      const changed = Array.from({ length: 1 + below(4) }, () => pick(numbers));
      for (const number of changed) for (let left = 1 + below(4); left > 0; left -= 1) await changeOne(number);
      return changed;
    },
  };
}
