import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { hourOfWeek } from '../../activities/events/polling/hour-of-week.ts';
import { meanInterval } from '../../activities/events/polling/mean-interval.ts';
import { readJsonLines } from '../simulator/read-json-lines.ts';
import { readCsvArchive } from '../support/read-csv-archive.ts';
import { estimated, fixed, playFeed } from './play-feed.ts';
import type { Polling } from './play-feed.ts';

const data = (path: string) => fileURLToPath(new URL(`../../../shared/data/${path}`, import.meta.url));
const minuteMs = 60_000;

/** A feed that was recorded: when its events happened, in order. */
interface RecordedFeed {
  feed: string;
  times: number[];
}

const inOrder = (times: number[]) => times.filter(Number.isFinite).sort((one, other) => one - other);

/** Issues opened and closed, as a feed would have told of them. */
async function issuesOfGo(): Promise<RecordedFeed> {
  const times: number[] = [];
  for await (const row of readJsonLines(data('go-issues/issues.jsonl.gz'))) {
    const { created_at: opened, closed_at: closed } = row as { created_at: string; closed_at?: string };
    times.push(Date.parse(opened), Date.parse(closed ?? ''));
  }
  // What was imported in December 2014 happened in one night.
  return { feed: 'golang/go, 2015 and 2016', times: inOrder(times).filter((at) => at > Date.UTC(2015, 0, 1)) };
}

async function pullsOfJenkins(): Promise<RecordedFeed[]> {
  const table = await readCsvArchive(data('jenkins-pulls/jenkins.tar.gz'), 'jenkins/input/');
  const rows = Array.from(
    { length: 12 },
    (_, month) => `submissions-2024-${String(month + 1).padStart(2, '0')}`,
  ).flatMap((name) => table(name));
  const timesOf = (some: typeof rows) => inOrder(some.map(({ created_at: at }) => Date.parse(at ?? '')));
  return [
    { feed: 'jenkinsci and others, 2024', times: timesOf(rows) },
    { feed: 'jenkinsci/jenkins, 2024', times: timesOf(rows.filter(({ repository }) => repository === 'jenkins')) },
  ];
}

/** The recording has a hole of days, which the feed did not have. */
function longestPiece(times: number[]): number[] {
  const pieces: number[][] = [[]];
  for (const at of times) {
    const piece = pieces.at(-1)!;
    if (at - (piece.at(-1) ?? at) > 60 * minuteMs) pieces.push([at]);
    else piece.push(at);
  }
  return pieces.reduce((longest, piece) => (piece.length > longest.length ? piece : longest));
}

async function publicFeed(): Promise<RecordedFeed> {
  const times = new Map<string, number>();
  for await (const row of readJsonLines(data('public-events/pages.jsonl.gz'))) {
    for (const { id, created_at: at } of (row as { events: { id: string; created_at: string }[] }).events)
      times.set(id, Date.parse(at));
  }
  return { feed: 'public feed, May 2025', times: longestPiece(inOrder([...times.values()])) };
}

/**
 * Compares ways to choose when to look at a feed, on recorded events: requests for each event found, and how late it is found.
 *
 * @returns a Markdown table
 */
export async function measurePolling(): Promise<string> {
  if (!existsSync(data('go-issues'))) return 'The recorded events beside the checkout (../shared/data) are not here.';
  const bounds = { leastMs: minuteMs, mostMs: 60 * minuteMs };
  const strategies = [
    ...[1, 5, 15, 60].map((minutes) => fixed(`every ${minutes} min`, minutes * minuteMs)),
    estimated(meanInterval, bounds),
    estimated(hourOfWeek, bounds),
  ];
  const rows: string[] = [];
  for (const { feed, times } of [await issuesOfGo(), ...(await pullsOfJenkins()), await publicFeed()]) {
    const spanSeconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
    for (const strategy of strategies) rows.push(rowOf(feed, playFeed(times, strategy), spanSeconds));
  }
  const head = [
    'Feed',
    'Looks',
    'Events',
    'Requests',
    'per event',
    'billed',
    'mean delay, s',
    'p95, s',
    'lost',
    'of an even pace',
  ];
  return [head.join(' | '), head.map(() => '---').join(' | '), ...rows].map((line) => `| ${line} |`).join('\n');
}

/** The last column: the mean delay, as a part of what as many requests at an even pace would give. */
function rowOf(feed: string, polling: Polling, spanSeconds: number): string {
  const { strategy, events, requests, billed, meanDelaySeconds, p95DelaySeconds, lost } = polling;
  const even = spanSeconds / requests / 2;
  return [
    feed,
    strategy,
    events,
    requests,
    (requests / events).toFixed(2),
    billed,
    meanDelaySeconds.toFixed(0),
    p95DelaySeconds.toFixed(0),
    lost,
    (meanDelaySeconds / even).toFixed(2),
  ].join(' | ');
}
