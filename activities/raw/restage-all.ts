import type { ClientBase } from 'pg';
import { runSql } from '../../sql/query.ts';
import { resourcesOf } from '../list-resources.ts';
import type { DeletionMarks } from './deletion-marks.ts';
import { restagePage } from './restage-page.ts';
import type { RawPage } from './restage-page.ts';
import type { RebuiltSubject } from './typed-tables.ts';

/** How many of all answers are done. */
export type OnProgress = (done: number, all: number) => void;

/** Bodies of up to some megabytes are held at once, so few. */
const pagesAtOnce = 10;

/** What is kept of a subject's answers. */
interface Raw {
  pages: number;
  /** None was dropped, and none is missing. */
  isWhole: boolean;
}

/** From this look on no partition can be dropped until the transaction ends. @returns null where no answer is kept */
export async function measureRaw(db: ClientBase, { kind, id }: RebuiltSubject): Promise<Raw | null> {
  const key = { subject_id: id, resources: resourcesOf(kind) };
  const [raw] = await runSql<{ pages: number; first_answered_at: Date | null }>(db, 'raw/measure_pages', key);
  if (!raw?.first_answered_at) return null;
  const [found] = await runSql<{ is_whole: boolean }>(db, 'raw/read_completeness', {
    ...key,
    subject_kind: kind,
    first_answered_at: raw.first_answered_at,
  });
  return { pages: raw.pages, isWhole: found?.is_whole ?? false };
}

interface Restaging {
  marks: DeletionMarks;
  all: number;
  onProgress: OnProgress | undefined;
}

/** Makes typed rows of all stored answers of a subject. @returns how many answers could not be staged wholly */
export async function restageAll(
  db: ClientBase,
  { kind, id }: RebuiltSubject,
  { marks, all, onProgress }: Restaging,
): Promise<number> {
  const resources = resourcesOf(kind);
  let [done, refused] = [0, 0];
  let after: number | string = 0;
  for (;;) {
    onProgress?.(done, all);
    const pages: RawPage[] = await runSql<RawPage & Record<string, unknown>>(db, 'raw/read_pages', {
      subject_id: id,
      resources,
      after,
      most: pagesAtOnce,
    });
    for (const page of pages) {
      // Never staged before: what it shows is there, although an earlier look did not find it.
      if (page.stage_error !== null) await marks.putBack(page.answered_at.toISOString());
      if (!(await restagePage(db, id, page))) refused += 1;
      after = page.page_id;
      done += 1;
    }
    if (pages.length < pagesAtOnce) break;
  }
  onProgress?.(done, all);
  return refused;
}
