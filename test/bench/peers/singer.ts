import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pythonWith } from '../../support/python-packages.ts';
import { benchRepository } from '../bench-repository.ts';
import type { Peer, Place } from './peer.ts';
import { readRequirements } from './read-requirements.ts';

const program = fileURLToPath(new URL('tap-to-target.sh', import.meta.url));

/** What a tap tells of its streams; the one without a breadcrumb says whether a stream is read. */
interface Catalog {
  streams: {
    tap_stream_id: string;
    metadata: { breadcrumb: string[]; metadata: { selected?: boolean } }[];
  }[];
}

/**
 * The Singer tap of GitHub into the Singer target of Postgres.
 *
 * @throws Error with a sentence where they cannot be installed
 */
export function installSinger(): Peer {
  const python = pythonWith(readRequirements('singer-requirements.txt'), 'the comparison with Singer');
  const programs = dirname(python);
  return {
    name: 'Singer',
    table: 'singer.issues',
    async prepare(place) {
      configure(place);
      await selectIssues(join(programs, 'tap-github'), place.folder);
      return { command: 'bash', args: [program, programs] };
    },
  };
}

function configure({ apiUrl, databaseUrl, folder }: Place): void {
  // Without a token, which it would have checked by api.github.com wherever it reads. A repository by its name is looked up by GraphQL,
  // which takes nobody without one; the repositories of an owner are not.
  const tap = { api_url_base: apiUrl, organizations: [benchRepository.owner] };
  const target = {
    sqlalchemy_url: databaseUrl.replace(/^postgres(ql)?:/, 'postgresql+psycopg:'),
    default_target_schema: 'singer',
  };
  writeFileSync(join(folder, 'tap.json'), JSON.stringify(tap));
  writeFileSync(join(folder, 'target.json'), JSON.stringify(target), { mode: 0o600 });
}

async function selectIssues(tap: string, folder: string): Promise<void> {
  const { stdout } = await promisify(execFile)(tap, ['--config', 'tap.json', '--discover'], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder },
    maxBuffer: 1 << 26,
  });
  const catalog = JSON.parse(stdout) as Catalog;
  for (const { tap_stream_id: stream, metadata } of catalog.streams) {
    const own = metadata.find(({ breadcrumb }) => breadcrumb.length === 0);
    if (own) own.metadata.selected = stream === 'issues';
  }
  writeFileSync(join(folder, 'catalog.json'), JSON.stringify(catalog));
}
