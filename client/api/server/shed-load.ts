import type { Reader } from '../../../sql/reader.ts';
import type { Api } from '../api.ts';
import { Problem } from '../problem.ts';

/** So many requests may wait for a connection; those behind them would wait longer than anybody waits for an answer. */
const mostWaiting = 1_000;

/** Turns requests away at once while more wait for the database than it can answer soon. */
export function shedLoad(api: Api, reader: Reader): void {
  api.addHook('onRequest', (request, _reply, done) => {
    const isOfDatabase = request.routeOptions.config.scope !== undefined;
    if (!isOfDatabase || reader.waitingCount < mostWaiting) return done();
    done(new Problem('overloaded', 'Too much is asked at once; try again in a moment.', { 'retry-after': '5' }));
  });
}
