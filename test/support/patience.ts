import { type Suite } from 'mocha';

/** How many times longer than the times in the tests anything may take: they are of a quiet machine, and only find what hangs. */
export const patience = 3;

/** Gives every test of the suite its time, `patience` times. */
export function bePatient(suite: Suite): void {
  suite.eachTest((test) => void test.timeout(test.timeout() * patience));
}
