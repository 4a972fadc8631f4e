import type { Db } from '../../sql/query.ts';
import { readReport } from './read-report.ts';
import { asRecords } from './table.ts';

/**
 * Why a view may have no rows yet.
 *
 * @param repository `owner/name`; all where it is not given
 * @returns a sentence that says what to do; null where nothing tells
 */
export async function explainEmpty(db: Db, repository?: string): Promise<string | null> {
  const resources = asRecords(await readReport(db, 'sync_status', { repository }));
  if (resources.length === 0) {
    const kept = repository === undefined ? 'No repository is kept here' : `${repository} is not kept here`;
    return `${kept}; "repometer repos add ${repository ?? 'owner/name'}" begins to.`;
  }
  // A comparison with GitHub loads, too, and is no first load.
  const first = resources.filter(({ state, complete_through: through }) => state === 'loading' && through === null);
  const loading = new Set(first.map((resource) => resource.repository));
  if (loading.size === 0) return null;
  return (
    `The first load of ${[...loading].join(', ')} is under way; monthly tables are computed when it ends, ` +
    'or now by "repometer kpis refresh".'
  );
}
