import type { Pool } from 'pg';
import { readProcessUse } from './process-use.ts';

/** How far loads were at a moment, and what they had cost by then. */
interface Sample {
  seconds: number;
  /** Repositories whose pull requests are complete. */
  repositories: number;
  pulls: number;
  memoryMib: number;
  requests: number;
  /** Of the hour's quota, by the last answer; null: none has told it. */
  quotaLeft: number | null;
}

const mostLines = 20;

export type Curve = ReturnType<typeof createCurve>;

/** Looks at loads now and then, from its making on. @param pid of the worker */
export function createCurve(db: Pool, pid: number) {
  const startedAt = Date.now();
  const taken: Sample[] = [];

  async function take(): Promise<Sample> {
    const { rows } = await db.query<Pick<Sample, 'repositories' | 'pulls' | 'requests' | 'quotaLeft'>>(
      `select
         (select count(*)::int from sync.resource where resource = 'pull_requests' and complete_through is not null) as repositories,
         (select coalesce(sum(rows_stored), 0)::int from sync.resource where resource = 'pull_requests') as pulls,
         (select coalesce(sum(requests), 0)::int from report.quota) as requests,
         (select min(remaining)::int from report.quota) as "quotaLeft"`,
    );
    const sample = {
      seconds: (Date.now() - startedAt) / 1000,
      ...rows[0]!,
      memoryMib: readProcessUse(pid).presentMib,
    };
    taken.push(sample);
    return sample;
  }

  return {
    take,
    seconds: () => taken.at(-1)?.seconds ?? 0,
    samples: (): readonly Sample[] => taken,
    /** As a Markdown table of twenty lines at most, evenly spread, the last one included. */
    draw(): string {
      const lines = Math.min(mostLines, taken.length);
      const shown = Array.from(
        { length: lines },
        (_, nth) => taken[Math.ceil(((nth + 1) * taken.length) / lines) - 1]!,
      );
      const count = (value: number | null) => (value === null ? '' : Math.round(value).toLocaleString('en'));
      return [
        '| Seconds | Repositories | Pull requests | Memory, MiB | Requests | Quota left |',
        '| ---: | ---: | ---: | ---: | ---: | ---: |',
        ...shown.map(
          ({ seconds, repositories, pulls, memoryMib, requests, quotaLeft }) =>
            `| ${[seconds, repositories, pulls, memoryMib, requests, quotaLeft].map(count).join(' | ')} |`,
        ),
      ].join('\n');
    },
  };
}
