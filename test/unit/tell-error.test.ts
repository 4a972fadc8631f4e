import assert from 'node:assert/strict';
import { tellError } from '../../worker/tell-error.ts';

describe('what a log says of an error', () => {
  it('is its name, message, code and causes', () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const told = tellError(new TypeError('it failed', { cause: new Error('in the middle', { cause }) }));
    assert.ok(typeof told === 'object');
    const { stack, ...rest } = told;
    assert.match(stack ?? '', /^at /);
    assert.deepEqual(rest, {
      type: 'TypeError',
      message: 'it failed',
      cause: {
        type: 'Error',
        message: 'in the middle',
        cause: { type: 'Error', message: 'connect ECONNREFUSED', code: 'ECONNREFUSED' },
      },
    });
  });

  it('is nothing of what else hangs on it, and no secret', () => {
    const error = Object.assign(new Error('GET https://user:pass-word@host/a of ghp_abcDEF012 and github_pat_1_x'), {
      request: { headers: { authorization: 'token hidden' } },
      detail: 'Key (login)=(someone) already exists.',
    });
    const text = JSON.stringify(tellError(error));
    for (const secret of ['hidden', 'someone', 'pass-word', 'abcDEF012', '1_x']) {
      assert.ok(!text.includes(secret), `${secret} in ${text}`);
    }
  });

  it('ends where causes go in a circle', () => {
    const error = new Error('round');
    error.cause = error;
    assert.match(JSON.stringify(tellError(error)), /round/);
  });
});
