import { Type } from 'typebox';
import { runSql } from '../../../sql/query.ts';
import { hasWorker } from '../../temporal/require-worker.ts';
import type { Api, ApiDeps } from '../api.ts';
import { problemsOf } from '../schemas/problem-schema.ts';
import { unknownable } from '../schemas/columns-schema.ts';

const answersWithinMs = 3_000;

const aliveSchema = Type.Object({ status: Type.Literal('ok'), version: Type.String() });
const readySchema = Type.Object(
  {
    status: Type.String({ enum: ['ready', 'not ready'] }),
    checks: Type.Array(
      Type.Object({
        name: Type.String({ enum: ['postgres', 'temporal', 'worker'] }),
        is_ready: Type.Boolean(),
        reason: unknownable('string'),
      }),
    ),
  },
  { additionalProperties: false },
);

const { content: notReady } = problemsOf()[503]!;

async function look(name: string, work: () => Promise<string | null>) {
  const late = new Promise<string>((resolve) => {
    setTimeout(resolve, answersWithinMs, `No answer within ${answersWithinMs / 1000} s.`).unref();
  });
  const reason = await Promise.race([work().catch((error: unknown) => (error as Error).message), late]);
  return { name, is_ready: reason === null, reason };
}

/** Adds /healthz, whether the process lives, and /readyz, whether what it stands on answers. */
export function addHealth(api: Api, { reader, temporal, settings }: ApiDeps): void {
  api.get(
    '/healthz',
    {
      schema: {
        tags: ['operation'],
        summary: 'Whether the process lives',
        response: { 200: aliveSchema, ...problemsOf() },
      },
    },
    () => Promise.resolve({ status: 'ok' as const, version: settings.version }),
  );
  api.get(
    '/readyz',
    {
      schema: {
        tags: ['operation'],
        summary: 'Whether Postgres, Temporal and a worker answer',
        response: {
          ...problemsOf(),
          200: readySchema,
          503: {
            description: 'Something does not',
            content: { 'application/json': { schema: readySchema }, ...notReady },
          },
        },
      },
    },
    async (_request, reply) => {
      const checks = await Promise.all([
        look('postgres', async () => {
          await runSql(reader, 'reader/login');
          return null;
        }),
        look('temporal', async () => {
          await temporal();
          return null;
        }),
        look('worker', async () =>
          (await hasWorker(await temporal())) ? null : 'No worker has asked for work within the last minute.',
        ),
      ]);
      const isReady = checks.every(({ is_ready: ready }) => ready);
      return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready', checks });
    },
  );
}
