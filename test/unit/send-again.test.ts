import assert from 'node:assert/strict';
import { sendAgain } from '../../client/temporal/send-again.ts';

/** As the SDK gives it: a sentence, and the answer of gRPC as its cause. */
const refusal = (code: number) =>
  new Error('Workflow Update failed', { cause: Object.assign(new Error('answer'), { code }) });
const [turnedAway, deadline] = [9, 4];

/** Fails so many times before it gives its number of tries. */
function failing(times: number, code: number) {
  let tries = 0;
  return {
    tries: () => tries,
    send: () => {
      tries += 1;
      return tries <= times ? Promise.reject(refusal(code)) : Promise.resolve(tries);
    },
  };
}

describe('an order that meets the end of a run', () => {
  it('is sent again, to the next run', async () => {
    assert.equal(await sendAgain(failing(2, turnedAway).send, 1), 3);
  });

  it('is told when it is turned away again and again', async () => {
    const { send, tries } = failing(99, turnedAway);
    await assert.rejects(sendAgain(send, 1), /Workflow Update failed/);
    assert.equal(tries(), 5);
  });

  it('any other failure is told at once', async () => {
    const { send, tries } = failing(99, deadline);
    await assert.rejects(sendAgain(send, 1), /Workflow Update failed/);
    assert.equal(tries(), 1);
  });
});
