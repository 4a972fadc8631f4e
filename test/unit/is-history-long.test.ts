import assert from 'node:assert/strict';
import { isLong } from '../../workflows/is-history-long.ts';

describe('a history of a run', () => {
  it('is long above a thousand events, whatever the server suggests, so that no run comes near two thousand', () => {
    assert.equal(isLong({ historyLength: 1000, continueAsNewSuggested: false }), false);
    assert.equal(isLong({ historyLength: 1001, continueAsNewSuggested: false }), true);
  });

  it('is long as soon as the server suggests to continue', () => {
    assert.equal(isLong({ historyLength: 40, continueAsNewSuggested: true }), true);
  });
});
