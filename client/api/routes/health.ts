import { Type } from 'typebox';
import { runSql } from '../../../sql/query.ts';
import { explainTemporal } from '../../temporal/explain-temporal.ts';
import { requireAnswer } from '../../temporal/require-answer.ts';
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

type CheckName = 'postgres' | 'temporal' | 'worker';

interface Check {
  name: CheckName;
  is_ready: boolean;
  reason: string | null;
}

async function look(name: CheckName, work: () => Promise<string | null>): Promise<Check> {
  const late = new Promise<string>((resolve) => {
    setTimeout(resolve, answersWithinMs, `No answer within ${answersWithinMs / 1000} s.`).unref();
  });
  const said = (error: unknown) => explainTemporal(error) ?? (error as Error).message;
  const reason = await Promise.race([work().catch(said), late]);
  return { name, is_ready: reason === null, reason };
}

/** What strangers are told instead of a reason, in which addresses and the words of Postgres and Temporal may stand. */
const plain: Record<CheckName, string> = {
  postgres: 'The database does not answer as it should; the log of the API says more.',
  temporal: 'Temporal does not answer as it should; the log of the API says more.',
  worker: 'No worker is known to run; the log of the API says more.',
};

const withoutReason = ({ name, is_ready: ready }: Check): Check => ({
  name,
  is_ready: ready,
  reason: ready ? null : plain[name],
});

/** Adds /healthz, whether the process lives, and /readyz, whether what it stands on answers. */
export function addHealth(api: Api, { reader, temporal, settings }: ApiDeps): void {
  api.get(
    '/healthz',
    {
      schema: {
        tags: ['operation'],
        summary: 'Whether the process lives',
        response: { 200: aliveSchema, ...problemsOf('bad_parameter') },
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
          ...problemsOf('bad_parameter'),
          200: readySchema,
          503: {
            description: 'Something does not',
            content: { 'application/json': { schema: readySchema }, ...notReady },
          },
        },
      },
    },
    async (request, reply) => {
      const checks = await Promise.all([
        look('postgres', async () => {
          await runSql(reader, 'reader/login');
          return null;
        }),
        look('temporal', async () => {
          await requireAnswer(await temporal(), answersWithinMs);
          return null;
        }),
        look('worker', async () =>
          (await hasWorker(await temporal())) ? null : 'No worker has asked for work within the last minute.',
        ),
      ]);
      const isReady = checks.every(({ is_ready: ready }) => ready);
      if (!isReady) request.log.warn({ checks }, 'Not ready.');
      // Nobody needs a key here, so where others may ask, they are told no more than that it is so.
      const shown = settings.hasOpenReads ? checks : checks.map((check) => withoutReason(check));
      return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready', checks: shown });
    },
  );
}
