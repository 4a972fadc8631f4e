import autocannon from 'autocannon';
import { createOwnServers } from '../../support/own-servers.ts';
import type { TestDatabase } from '../../support/test-databases.ts';
import type { Measures } from '../measures.ts';
import type { BenchOptions } from '../options.ts';
import { readProcessUse } from '../process-use.ts';
import { listQuestions } from './list-questions.ts';
import type { Question } from './list-questions.ts';
import { makeApiRows } from './make-api-rows.ts';
import { measurePages } from './measure-pages.ts';
import { openBareSql } from './record-statements.ts';
import type { BareSql } from './record-statements.ts';
import { startApiProcess } from './start-api-process.ts';

/** A load begins with so much that is not measured: plans, and code that runs hot. */
const warmSeconds = 1;
const seconds = 4;
const [few, many] = [10, 100];
/** The bars of the design, at the whole size. */
const [mostMs, leastRatio] = [50, 0.5];

const exported = 'event_counts_hourly';

async function load(origin: string, { address, anyAddress }: Question, connections: number, duration: number) {
  const url = `${origin}${address}`;
  const any = anyAddress && [{ setupRequest: (request: object) => ({ ...request, path: anyAddress() }) }];
  const result = await autocannon({ url, connections, duration, ...(any && { requests: any }) });
  if (result.non2xx + result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} answers that are no 200, ${result.errors} errors.`);
  }
  return { p99Ms: result.latency.p99, rate: result.requests.average };
}

/** Every list with ten who ask at once, and with a hundred beside the same statements without the API. */
async function measureLists(
  origin: string,
  questions: readonly Question[],
  { bare, measures }: { bare: BareSql; measures: Measures },
): Promise<void> {
  for (const question of questions) {
    const { name, address } = question;
    await load(origin, question, few, warmSeconds);
    const { p99Ms } = await load(origin, question, few, seconds);
    const { rate } = await load(origin, question, many, seconds);
    const statements = await bare.statementsOf(address);
    measures.absolute(`${name}: p99 at ${few} connections (bar: ${mostMs})`, 'ms', p99Ms);
    measures.absolute(`${name}: throughput at ${many} connections`, '1/s', rate);
    if (statements.length === 0) continue; // the catalogue of metrics asks no database
    const bareRate = await bare.rate(statements, seconds);
    measures.ratio(`${name}: throughput ÷ bare SQL (bar: ${leastRatio})`, '×', rate / bareRate);
  }
}

/** A view of a million rows, by a process of its own each time. */
async function measureExports(database: TestDatabase, measures: Measures): Promise<void> {
  for (const format of ['csv', 'ndjson', 'parquet']) {
    const api = await startApiProcess(database);
    try {
      // Once something small, so that what every process has is not the export's.
      await (await fetch(`${api.origin}/api/v1/kpis/releases`)).text();
      const before = readProcessUse(api.pid).presentMib;
      const startedAt = performance.now();
      const response = await fetch(`${api.origin}/api/v1/export/${exported}.${format}`);
      if (!response.ok || !response.body) throw new Error(`The export answers ${response.status}.`);
      let bytes = 0;
      for await (const part of response.body) bytes += (part as Uint8Array).length;
      const name = `Export of ${exported} as ${format}`;
      measures.absolute(`${name}: peak memory of the API (bar: 128)`, 'MiB', readProcessUse(api.pid).peakMib);
      measures.absolute(`${name}: memory before`, 'MiB', before);
      measures.absolute(`${name}: wall`, 's', (performance.now() - startedAt) / 1000);
      measures.absolute(`${name}: size`, 'MB', bytes / 1e6);
    } finally {
      await api.stop();
    }
  }
}

/** What the API and the dashboard do on ten years of many repositories, made by SQL. */
export async function measureApi(measures: Measures, { apiRepositories }: BenchOptions): Promise<void> {
  const servers = createOwnServers();
  try {
    const database = await servers.createDatabase('bench');
    console.error(`Making ten years of ${apiRepositories} repositories …`);
    await makeApiRows(database, apiRepositories);
    const api = await startApiProcess(database);
    const bare = await openBareSql(database);
    try {
      await measurePages(api.origin, measures);
      await measureLists(api.origin, listQuestions(apiRepositories), { bare, measures });
    } finally {
      await bare.close();
      await api.stop();
    }
    await measureExports(database, measures);
    await database.drop();
  } finally {
    await servers.stop();
  }
}
