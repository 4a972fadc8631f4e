import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readCsvArchive } from '../support/read-csv-archive.ts';
import type { CsvRow } from '../support/read-csv-archive.ts';

/** The organisation that the recorded repositories are served as; the recording has three. */
export const recordedOwner = 'jenkins';

/** A recorded repository with its pull requests, in the form of GitHub's issues. */
export interface RecordedRepository {
  name: string;
  pulls: RecordedPull[];
}

interface RecordedPull {
  id: number;
  number: number;
  title: string;
  state: 'open' | 'closed';
  /** Null: the account was deleted. */
  login: string | null;
  createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  mergedAt: string | null;
}

const file = fileURLToPath(new URL('../../../shared/data/jenkins-pulls/jenkins.tar.gz', import.meta.url));
const day = 86_400_000;

/**
 * Repositories of the recorded pull requests of Jenkins (82,267 of 2,209 repositories), the largest first; of fewer, those that stand
 * evenly among all by their size.
 *
 * Recorded are repository, number, title, author, state, opening and merging. Made up are ids, the one organisation, the end of what was
 * closed unmerged (a day after its opening), the time of the last update (the end), and the numbers of the 59 that stand twice.
 *
 * @param most how many repositories
 * @throws Error with a sentence where the recording is not here
 */
export async function readJenkinsPulls(most: number): Promise<RecordedRepository[]> {
  if (!existsSync(file)) throw new Error(`The recorded pull requests are not here: ${file}`);
  const table = await readCsvArchive(file, 'jenkins/');
  const months = table('expected/summary_counts').map(({ month }) => `${month!.slice(3)}-${month!.slice(0, 2)}`);
  const byName = new Map<string, CsvRow[]>();
  for (const row of months.flatMap((month) => table(`input/submissions-${month}`))) {
    const key = `${row.repository} ${row.org}`;
    byName.set(key, [...(byName.get(key) ?? []), row]);
  }
  const all = [...byName].sort(([one, a], [other, b]) => b.length - a.length || (one < other ? -1 : 1));
  const count = Math.min(most, all.length);
  const chosen = Array.from({ length: count }, (_, nth) => all[Math.floor((nth * all.length) / count)]!);
  const names = new Set<string>();
  let lastId = 0;
  return chosen.map(([key, rows]) => {
    const [repository = '', org = ''] = key.split(' ');
    // Two organisations may have a repository of one name.
    const name = names.has(repository.toLowerCase()) ? `${repository}-of-${org}` : repository;
    names.add(name.toLowerCase());
    return { name, pulls: numbered(rows).map(({ row, number }) => toPull(row, number, (lastId += 1))) };
  });
}

/** One that stands twice gets the next number that none has. */
function numbered(rows: CsvRow[]): { row: CsvRow; number: number }[] {
  const taken = new Set<number>();
  let highest = Math.max(...rows.map(({ number }) => Number(number)));
  return rows.map((row) => {
    const number = taken.has(Number(row.number)) ? (highest += 1) : Number(row.number);
    taken.add(number);
    return { row, number };
  });
}

function toPull(row: CsvRow, number: number, id: number): RecordedPull {
  const { title = '', state, created_at: createdAt = '', merged_at: merged } = row;
  const mergedAt = merged || null;
  const isOpen = state === 'OPEN';
  const closedAt = isOpen ? null : (mergedAt ?? later(createdAt));
  const login = row['user.login'] || null;
  return {
    id,
    number,
    title,
    state: isOpen ? 'open' : 'closed',
    login,
    createdAt,
    updatedAt: closedAt ?? createdAt,
    closedAt,
    mergedAt,
  };
}

const later = (at: string) => new Date(Date.parse(at) + day).toISOString().replace('.000', '');
