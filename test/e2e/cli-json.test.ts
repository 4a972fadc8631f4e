import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Pool } from 'pg';
import { describeCommands } from '../../client/cli/completion/describe-commands.ts';
import type { Context } from '../../client/cli/context.ts';
import { createOutput } from '../../client/cli/output.ts';
import { buildProgram } from '../../client/cli/program.ts';
import { createKey } from '../../client/keys/change-keys.ts';
import { createDb } from '../../sql/db.ts';
import { createTestDatabase } from '../support/global.ts';
import { storeRepository } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';
import { runCli } from './cli-run.ts';

const documentation = readFileSync(new URL('../../docs/json.md', import.meta.url), 'utf8');

/** What the documentation promises of a command: its members in their order, with the type of each. */
function promised(): { command: string; members: string[] }[] {
  return [...documentation.matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)].map(([, command, members]) => ({
    command: command!,
    members: members!.replaceAll('`', '').split(', '),
  }));
}

const typeOf = (value: unknown) => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value);

describe('what --format json prints', function () {
  this.timeout(120_000);
  let database: TestDatabase;
  let db: Pool;

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 1 });
    await storeRepository(db, 1, 'acme/widgets');
    await db.query(
      `insert into sync.loop (workflow_id, kind, subject_kind, owner, name, subject_id, every, resources, state)
       values ('sync/acme/widgets', 'syncRepository', 'repository', 'acme', 'widgets', 1, '30m', '{}', 'ok'),
         ('events/repository/acme/widgets', 'pollEvents', 'repository', 'acme', 'widgets', 1, '15m', '{events}', 'ok'),
         ('org/acme', 'syncOrganization', 'owner', 'acme', null, null, '1d', '{}', 'loading')`,
    );
    await db.query(
      `insert into sync.resource (subject_id, resource, state, rows_stored, complete_through, next_try_at)
       select 1, resource, 'ok', 7, now(), now() + interval '1 hour' from unnest(array['repository', 'issues', 'events']) as resource`,
    );
    await db.query(
      `insert into github.label (repository_id, label_id, name, is_default) values (1, 1, 'bug', true), (1, 2, 'bug performance', false)`,
    );
    await createKey(db, 'reader', 'read');
  });
  after(async () => {
    await db?.end();
    await database?.drop();
  });

  it('is documented of every command that has it, and so it is', async () => {
    const environment = { DATABASE_URL: database.url, DATABASE_READER_URL: database.readerUrl };
    assert.equal((await runCli(['schema', 'add', 'analytics'], environment)).code, 0);
    for (const { command, members } of promised()) {
      const { out, err } = await runCli([...command.split(' '), '--format', 'json'], environment);
      assert.notEqual(out, '', `${command}: ${err}`);
      const rows = JSON.parse(out) as Record<string, unknown>[];
      assert.ok(rows.length > 0, `${command}: ${err}`);
      const shape = Object.keys(rows[0]!).map((name) => {
        const types = new Set(rows.map((row) => typeOf(row[name])).filter((type) => type !== 'null'));
        assert.ok(types.size <= 1, `${command}: ${name} is of one type`);
        return { name, type: [...types][0] };
      });
      assert.deepEqual(
        shape.map(({ name, type }, place) => `${name} ${type ?? members[place]?.split(' ')[1]}`),
        members,
        command,
      );
      for (const row of rows) assert.deepEqual(Object.keys(row), Object.keys(rows[0]!), `${command}: each row`);
    }
  });

  it('is documented of every command that has the option', () => {
    const known = promised().map(({ command }) => command);
    // With columns of their own making; "orgs add" has it for --dry-run.
    const others = ['report VIEW', 'sql', 'orgs add'];
    const context = { output: createOutput(process) } as unknown as Context;
    const commands = describeCommands(buildProgram(context, '1'), {});
    const having = commands.filter(({ options }) => options.some(({ values }) => values.includes('json')));
    assert.deepEqual(
      having.map(({ path }) => path).filter((path) => !known.some((one) => one === path || one.startsWith(`${path} `))),
      others.filter((one) => one !== 'report VIEW'),
    );
    for (const other of others) assert.ok(documentation.includes(`\`${other}`), other);
  });
});
