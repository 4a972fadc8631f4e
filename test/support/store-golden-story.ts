import { readFileSync } from 'node:fs';
import type { Pool } from 'pg';
import type { Answer } from '../../activities/github/answer.ts';
import { listResources } from '../../activities/list-resources.ts';
import { rebuildRepository } from '../../activities/raw/rebuild-repository.ts';
import type { Rebuilt } from '../../activities/raw/rebuilt-rows.ts';
import { cleanText } from '../../activities/store/clean-text.ts';
import { readPage } from '../../activities/store/page.ts';
import { stageBody } from '../../activities/store/stage-body.ts';
import type { Stage } from '../../activities/store/stage-body.ts';
import { storeAnswer } from '../../activities/store/store-answer.ts';
import { storePage } from '../../activities/store/store-page.ts';
import { runSql } from '../../sql/query.ts';
import type { Resource } from '../../workflows/contract.ts';
import { storeResource } from './store-repository.ts';

/** The repository of `test/fixtures/golden`, and the day at whose end its numbers stand. */
export const golden = { id: '700', name: 'acme/rocket', asOf: '2026-04-20' } as const;

const folder = new URL('../fixtures/golden/raw/', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, folder), 'utf8');

const subject = { kind: 'repository', id: golden.id } as const;

/** How far the feed of events goes back. */
const feedFrom = '2026-03-22T06:00:00Z';

interface GoldenAnswer {
  file: string;
  resource: Resource | 'events';
  /** Below `/repositories/{id}`. */
  path: string;
  answeredAt: string;
}

/**
 * Stores the answers of `test/fixtures/golden/raw` as they came, and lets a rebuild make typed rows of them. What a rebuild asks for
 * is staged before: the repository, by whose name it begins; and events, which it leaves alone.
 */
export async function storeGoldenStory(db: Pool): Promise<Rebuilt> {
  for (const { file, resource, path, answeredAt } of JSON.parse(read('answers.json')) as GoldenAnswer[]) {
    const url = `https://api.github.com/repositories/${golden.id}${path}`;
    const answer = { status: 200, headers: {}, url, text: read(file), date: Date.parse(answeredAt) };
    if (resource === 'events') await storeEvents(db, answer);
    else await storeAlone(db, resource, answer);
    await storeResource(db, golden.id, resource, answeredAt);
  }
  await db.query(`update sync.resource set complete_from = $1 where resource = 'events'`, [feedFrom]);
  return rebuildRepository(db, golden.name);
}

async function storeAlone(db: Pool, resource: Resource, answer: Answer): Promise<void> {
  const { stage } = listResources[resource];
  const { url, text } = answer;
  const json = cleanText(text);
  const { answeredAt } = await storeAnswer(db, { subject, resource, answer, json, stage });
  if (resource !== 'repository') return;
  await stageBody(db, { stage, subjectId: subject.id, answeredAt, url, json, cleanedIds: [] });
}

async function storeEvents(db: Pool, answer: Answer): Promise<void> {
  const stage: Stage = { file: 'stage/events', accounts: [], form: 'list' };
  const rows = JSON.parse(answer.text) as { created_at: string }[];
  const days = [...new Set(rows.map(({ created_at: at }) => at.slice(0, 10)))];
  await runSql(db, 'sync/ensure_event_partitions', { days });
  const page = readPage(answer, { idMember: 'id', timeMember: 'created_at' });
  await storePage({ db, subject, resource: 'events' }, { stage, page }, () => Promise.resolve());
}
