import { Type } from 'typebox';
import type { Api, ApiDeps } from '../api.ts';
import { problemsOf } from '../schemas/problem-schema.ts';
import type { RequestCounts } from '../server/count-requests.ts';

const textType = 'text/plain; version=0.0.4; charset=utf-8';

/** Adds /metrics, in the text form of Prometheus. */
export function addPrometheus(api: Api, { reader, exports }: ApiDeps, counts: RequestCounts): void {
  const gauge = 'repometer_api_postgres_connections';
  const pools = { reads: reader, exports };
  const connections = () => [
    `# HELP ${gauge} Connections to Postgres, by pool and state.`,
    `# TYPE ${gauge} gauge`,
    ...Object.entries(pools).flatMap(([pool, { totalCount, idleCount, waitingCount }]) => [
      `${gauge}{pool="${pool}",state="busy"} ${totalCount - idleCount}`,
      `${gauge}{pool="${pool}",state="idle"} ${idleCount}`,
      `${gauge}{pool="${pool}",state="awaited"} ${waitingCount}`,
    ]),
  ];
  const memory = 'repometer_api_resident_memory_bytes';
  api.get(
    '/metrics',
    {
      schema: {
        tags: ['operation'],
        summary: 'How the API does, in the text form of Prometheus',
        response: {
          200: { description: 'Text', content: { 'text/plain': { schema: Type.String() } } },
          ...problemsOf('bad_parameter'),
        },
      },
    },
    async (_request, reply) =>
      reply
        .type(textType)
        .send(
          [
            counts.text(),
            ...connections(),
            `# HELP ${memory} Memory of the process.`,
            `# TYPE ${memory} gauge`,
            `${memory} ${process.memoryUsage.rss()}`,
            '',
          ].join('\n'),
        ),
  );
}
