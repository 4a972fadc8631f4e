import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import fastify from 'fastify';
import type { Api } from '../../client/api/api.ts';
import { cacheAnswers } from '../../client/api/server/cache-answers.ts';
import { shareAnswers } from '../../client/api/server/share-answers.ts';

const madeForMs = 30;
const keptMs = 200;
const schema = { type: 'object', properties: { made: { type: 'integer' } } };

async function openApi() {
  const api = fastify();
  const made: string[] = [];
  cacheAnswers(api as unknown as Api);
  shareAnswers(api as unknown as Api);
  const add = (path: string, sharedMs: number) =>
    api.get(path, { config: { sharedMs }, schema: { response: { 200: schema } } }, async ({ url }) => {
      made.push(url);
      await delay(madeForMs);
      if (url.includes('fail')) throw new Error('It failed.');
      return { made: made.length };
    });
  add('/now', 0);
  add('/kept', keptMs);
  await api.ready();
  return {
    made,
    get: (url: string) => api.inject(url),
    head: (url: string) => api.inject({ method: 'HEAD', url }),
    close: () => api.close(),
  };
}

describe('an answer that many ask for', () => {
  let api: Awaited<ReturnType<typeof openApi>>;
  beforeEach(async () => {
    api = await openApi();
  });
  afterEach(() => api.close());

  it('at once is made once, and anew for who asks later', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => api.get('/now')));
    assert.deepEqual(
      answers.map(({ body, headers }) => [body, headers['content-type'], headers.etag]),
      Array.from({ length: 5 }, () => ['{"made":1}', 'application/json; charset=utf-8', answers[0]!.headers.etag]),
    );
    assert.equal((await api.get('/now')).body, '{"made":2}');
  });

  it('is that of its own question alone', async () => {
    const answers = await Promise.all(['/now?a=1', '/now?a=2', '/now'].map(api.get));
    assert.equal(new Set(answers.map(({ body }) => body)).size, 1, 'they were made at the same time');
    assert.equal(api.made.length, 3);
  });

  it('may be given again for a moment', async () => {
    const first = await api.get('/kept');
    assert.equal((await api.get('/kept')).body, first.body);
    await delay(keptMs * 2);
    assert.equal((await api.get('/kept')).body, '{"made":2}');
  });

  it('that fails is asked for anew', async () => {
    const failed = await Promise.all([api.get('/kept?fail'), api.get('/kept?fail')]);
    assert.deepEqual(
      failed.map(({ statusCode }) => statusCode),
      [500, 500],
    );
    await api.get('/kept?fail');
    assert.equal(api.made.length, 2);
  });

  it('has its head, and its tag spares who has it already', async () => {
    const { headers } = await api.get('/kept');
    const head = await api.head('/kept');
    assert.deepEqual(
      [head.statusCode, head.body, head.headers['content-length']],
      [200, '', headers['content-length']],
    );
  });
});
