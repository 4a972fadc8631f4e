import assert from 'node:assert/strict';
import type { Outcome } from './read-outcome.ts';

/**
 * Asserts that a run under kills has come to the same as a calm one. It may know more accounts: those of rows that were
 * gone before the calm run looked.
 */
export function assertSameOutcome({ accounts, ...stormy }: Outcome, { accounts: expected, ...calm }: Outcome): void {
  assert.deepEqual(stormy, calm);
  const known = new Set(accounts);
  const missing = expected.filter((digest) => !known.has(digest));
  assert.equal(missing.length, 0, `${missing.length} of ${expected.length} accounts are missing or other ones`);
}
