import { kpisWorkflowId } from '../../workflows/contract.ts';
import type { Rig } from './rig.ts';
import { until } from './rig.ts';

/** Waits until every number of a repository (`owner/name`) is computed: no change waits, and no computation runs. */
export async function computed({ client, db, simulator }: Rig, repository: string): Promise<void> {
  const handle = client.workflow.getHandle(kpisWorkflowId(repository));
  const { id } = simulator.world.repository(repository);
  await until(async () => {
    const run = await handle.describe().catch(() => undefined);
    if (run?.status.name !== 'COMPLETED') return false;
    const { rows } = await db.query<{ left: number }>(
      `select (select count(*) from sync.mark where subject_id = $1)::int
         + (select count(*) from kpi.due_month where repository_id = $1)::int as left`,
      [id],
    );
    return rows[0]?.left === 0;
  });
}
