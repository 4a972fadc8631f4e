import { createHmac, timingSafeEqual } from 'node:crypto';
import { Type } from 'typebox';
import { messages } from '../../../workflows/contract.ts';
import { parseRepositoryName } from '../../../workflows/inputs/repository-name.ts';
import { repositoryLoop } from '../../temporal/loop-name.ts';
import { runSql } from '../../../sql/query.ts';
import { writeAsReader } from '../../../sql/write-as-reader.ts';
import type { Api, ApiDeps } from '../api.ts';
import { order } from '../orders/order.ts';
import { Problem } from '../problem.ts';
import { unknownable } from '../schemas/columns-schema.ts';
import { problemsOf } from '../schemas/problem-schema.ts';
import { isNotFound } from '../../temporal/temporal-errors.ts';

const mebibyte = 1024 * 1024;
/** GitHub sends 25 MiB at most, which only pushes of thousands of commits come near to. */
const bodyLimit = 25 * mebibyte;

const answerSchema = Type.Object(
  {
    is_woken: Type.Boolean(),
    reason: unknownable('string', { description: 'Why nothing was woken.' }),
  },
  { additionalProperties: false },
);

function isSigned(body: Buffer, signature: string, secret: string): boolean {
  const expected = Buffer.from(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`);
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const signatureHeader = 'x-hub-signature-256';
const wrong = () => new Problem('bad_signature', 'The signature is not that of this body and this secret.');

function repositoryIn(body: Buffer): string | null {
  try {
    const { repository } = JSON.parse(body.toString()) as { repository?: { full_name?: unknown } };
    return repository === undefined ? null : parseRepositoryName(repository.full_name);
  } catch {
    throw new Problem('bad_body', 'The body is no message of GitHub.');
  }
}

/**
 * Adds the address for GitHub's webhooks. A message wakes the loop of its repository, which then asks GitHub itself: nothing of
 * the message is stored.
 */
export async function addWebhooks(parent: Api, deps: ApiDeps): Promise<void> {
  const { webhookSecret: secret } = deps.settings;
  /** By the signature: it is of the bytes and cannot be made anew by who only listens; the number of a delivery can. */
  async function isKnown(signature: Buffer): Promise<boolean> {
    const [row] = await runSql<{ is_known: boolean }>(deps.keys, 'reader/is_known_webhook_delivery', { signature });
    return row?.is_known ?? false;
  }
  const note = (signature: Buffer) =>
    writeAsReader(deps.keys, async (connection) => {
      await runSql(connection, 'reader/note_webhook_delivery', { signature });
    });

  await parent.register((api: Api, _options, done) => {
    api.removeContentTypeParser('application/json');
    api.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    // Before the body is read: megabytes are for whoever may have signed them.
    api.addHook('onRequest', (request, _reply, done) => {
      if (secret === undefined) {
        return done(new Problem('off', 'Webhooks are off until REPOMETER_WEBHOOK_SECRET is set.'));
      }
      const isSignature = /^sha256=[0-9a-f]{64}$/.test(String(request.headers[signatureHeader]));
      done(isSignature ? undefined : wrong());
    });
    api.post(
      '/api/v1/webhooks/github',
      {
        bodyLimit,
        schema: {
          tags: ['webhooks'],
          summary:
            "Wake a repository's loop by a signed message of GitHub's; off until REPOMETER_WEBHOOK_SECRET is set",
          headers: Type.Object({
            [signatureHeader]: Type.Optional(Type.String()),
            'x-github-delivery': Type.Optional(Type.String()),
            'x-github-event': Type.Optional(Type.String()),
          }),
          response: {
            202: answerSchema,
            ...problemsOf('bad_parameter', 'bad_body', 'bad_signature', 'too_large', 'not_json', 'refused', 'off'),
          },
        },
      },
      async ({ body, headers }, reply) => {
        const signature = headers[signatureHeader]!;
        if (!Buffer.isBuffer(body) || !isSigned(body, signature, secret!)) throw wrong();
        const repository = repositoryIn(body);
        const ignored = (reason: string) => reply.code(202).send({ is_woken: false, reason });
        if (repository === null) return ignored('The message names no repository.');
        const bytes = Buffer.from(signature.slice('sha256='.length), 'hex');
        if (await isKnown(bytes)) return ignored('This message came before.');
        const { workflowId } = repositoryLoop(repository);
        const isWoken = await order(deps, { needs: 'temporal' }, (client) =>
          client.workflow
            .getHandle(workflowId)
            .signal(messages.wake)
            .then(
              () => true,
              (error: unknown) => {
                if (isNotFound(error)) return false;
                throw error;
              },
            ),
        );
        if (!isWoken) return ignored(`No loop of ${repository} runs.`);
        // Only now: GitHub sends again what could not be delivered.
        await note(bytes);
        return reply.code(202).send({ is_woken: true, reason: null });
      },
    );
    done();
  });
}
