import assert from 'node:assert/strict';
import fastify from 'fastify';
import type { Api } from '../../client/api/api.ts';
import { handleErrors } from '../../client/api/server/handle-errors.ts';
import { refuseUnknownInput } from '../../client/api/server/refuse-unknown-input.ts';
import { validateBySchemas } from '../../client/api/server/validate.ts';

describe('an order that reads its address alone', () => {
  const api = fastify() as unknown as Api;

  before(async () => {
    validateBySchemas(api);
    handleErrors(api);
    refuseUnknownInput(api);
    const schema = { summary: 'An order' };
    api.post('/pause', { schema }, () => Promise.resolve('done'));
    api.delete('/loop', { schema }, () => Promise.resolve('done'));
    await api.ready();
  });
  after(() => api.close());

  for (const [method, url] of [
    ['POST', '/pause'],
    ['DELETE', '/loop'],
  ] as const) {
    it(`refuses what it would not heed: ${method}`, async () => {
      const codeOf = async (address: string, payload?: object) => {
        const { statusCode, body } = await api.inject({ method, url: address, ...(payload && { payload }) });
        return statusCode === 200 ? 200 : (JSON.parse(body) as { code: string }).code;
      };
      assert.equal(await codeOf(`${url}?dry-run=true`), 'bad_parameter');
      assert.equal(await codeOf(url, { 'dry-run': true }), 'bad_body');
      assert.equal(await codeOf(url, {}), 200);
      assert.equal(await codeOf(url), 200);
    });
  }
});
