import type { Api } from '../api.ts';

/** Upper bounds, in seconds. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface Series {
  method: string;
  route: string;
  status: number;
  /** Requests in each bound, not added up; the last one of those beyond all. */
  counts: number[];
  seconds: number;
}

/** What was asked for and how long it took, as Prometheus reads it. */
export interface RequestCounts {
  text(): string;
}

const label = (value: string) => value.replaceAll(/[\\"\n]/g, (sign) => (sign === '\n' ? '\\n' : `\\${sign}`));

/** Counts every request by route, method and status. */
export function countRequests(api: Api): RequestCounts {
  const series = new Map<string, Series>();
  api.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const key = `${request.method} ${route} ${reply.statusCode}`;
    const one: Series = series.get(key) ?? {
      method: request.method,
      route,
      status: reply.statusCode,
      counts: [...bounds.map(() => 0), 0],
      seconds: 0,
    };
    const seconds = reply.elapsedTime / 1000;
    const place = bounds.findIndex((bound) => seconds <= bound);
    one.counts[place < 0 ? bounds.length : place]! += 1;
    one.seconds += seconds;
    series.set(key, one);
    done();
  });
  const name = 'repometer_api_request_duration_seconds';

  function linesOf({ method, route, status, counts, seconds }: Series): string[] {
    const labels = `method="${label(method)}",route="${label(route)}",status="${status}"`;
    let sum = 0;
    const buckets = counts.map((count, place) => {
      sum += count;
      return `${name}_bucket{${labels},le="${bounds[place] ?? '+Inf'}"} ${sum}`;
    });
    return [...buckets, `${name}_sum{${labels}} ${seconds}`, `${name}_count{${labels}} ${sum}`];
  }

  return {
    text: () =>
      [
        `# HELP ${name} How long requests took, by route.`,
        `# TYPE ${name} histogram`,
        ...[...series.values()].flatMap(linesOf),
      ].join('\n'),
  };
}
