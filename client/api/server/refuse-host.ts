import type { Api } from '../api.ts';
import { Problem } from '../problem.ts';

/** `localhost:8080` → `localhost`, `[::1]:8080` → `[::1]`. */
const nameIn = (host: string) => host.toLowerCase().replace(/:\d+$/, '');

/**
 * Refuses a request that was meant for another host: a page of a stranger whose name was pointed here (DNS rebinding) would
 * otherwise read everything through the browser of whoever opened it.
 */
export function refuseForeignHosts(api: Api, hostnames: readonly string[]): void {
  api.addHook('onRequest', (request, _reply, done) => {
    const { host } = request.headers;
    if (host !== undefined && hostnames.includes(nameIn(host))) return done();
    done(new Problem('foreign_host', `This server is called ${hostnames.join(', ')}; set REPOMETER_API_NAMES.`));
  });
}
