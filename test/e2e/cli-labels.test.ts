import assert from 'node:assert/strict';
import pg from 'pg';
import { defaultCategories } from '../../client/cli/labels/label-rule.ts';
import { createTestDatabase } from '../support/global.ts';
import { storeIssue } from '../support/store-issue.ts';
import { storeRepository, storeResource } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';
import { runCli } from './cli-run.ts';

const issues: [number, string[]][] = [
  [1, ['C-bug', 'wip']],
  [2, ['🐛 bug']],
  [3, ['🐛 bug', 'bug performance']],
  [4, ['wip']],
  [5, []],
];

describe('the command labels', function () {
  this.timeout(120_000);
  let database: TestDatabase;
  let db: pg.Client;

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    db = new pg.Client({ connectionString: database.url });
    await db.connect();
    await storeRepository(db, 7, 'Acme/widgets');
    await storeResource(db, 7, 'issues', '2026-03-10');
    await storeRepository(db, 8, 'Acme/bare');
    await storeResource(db, 8, 'issues', '2026-03-10');
    for (const [id, labels] of issues) await storeIssue(db, { repositoryId: 7, id, labels, createdAt: '2026-03-05' });
  });
  after(async () => {
    await db?.end();
    await database?.drop();
  });

  const run = (...args: string[]) =>
    runCli(['labels', ...args], { DATABASE_URL: database.url, DATABASE_READER_URL: database.readerUrl });
  const marks = async () =>
    (await db.query(`select subject_id::int as id from sync.mark where source = 'label_rules' order by 1`))
      .rows as unknown[];

  it('explains which rule took which label, of a repository named in any case, and what none took', async () => {
    const { code, out, err } = await run('explain', 'acme/WIDGETS', '--format', 'csv');
    assert.equal(code, 0, err);
    assert.equal(
      out,
      [
        'label,category,kind,pattern,issues,pull_requests,normalised_label,nearest_category,nearest_pattern,similarity',
        '🐛 bug,bug,exact,bug,2,0,bug,,,',
        'C-bug,bug,exact,bug,1,0,bug,,,',
        'wip,uncategorised,,,2,0,wip,,,',
        'bug performance,uncategorised,,,1,0,bug performance,performance,performance,0.75',
        '',
      ].join('\n'),
    );
    assert.match(err, /^2 of 4 labels have a category\.$/m);
    assert.match(
      err,
      /^"repometer labels rule add .* 1 of the others resemble a rule's pattern, which decides nothing\.$/m,
    );
    const rows = JSON.parse((await run('explain', 'acme/widgets', '--format', 'json')).out) as Record<
      string,
      unknown
    >[];
    assert.deepEqual(rows[0], {
      label: '🐛 bug',
      category: 'bug',
      kind: 'exact',
      pattern: 'bug',
      issues: 2,
      pull_requests: 0,
      normalised_label: 'bug',
      nearest_category: null,
      nearest_pattern: null,
      similarity: null,
    });
  });

  it('says so when there is nothing to explain', async () => {
    const bare = await run('explain', 'acme/bare');
    assert.deepEqual([bare.code, bare.out, bare.err], [0, '', 'acme/bare has no labels.\n']);
    const unknown = await run('explain', 'acme/nowhere', '--format', 'json');
    assert.deepEqual([unknown.code, unknown.out], [1, '[]\n']);
    assert.match(unknown.err, /^acme\/nowhere is not kept here; "repometer repos add acme\/nowhere" begins to\.$/m);
  });

  it('adds a rule, once, and says what becomes of the numbers', async () => {
    const add = () => run('rule', 'add', '--category', 'Draft', '--kind', 'prefix', '--pattern', 'Type: WIP');
    const { code, out, err } = await add();
    assert.deepEqual([code, out], [0, ''], err);
    assert.equal(
      err,
      'The rule draft: prefix "Type: WIP" was added, compared as "wip".\n' +
        'Every month of label_categories_monthly of all 2 repositories is computed anew: with the next cycle of its loop, or now by "repometer kpis refresh".\n' +
        'label_quality follows from its next snapshot on; older ones keep the rules that they were made with.\n',
    );
    assert.deepEqual(await marks(), [{ id: 7 }, { id: 8 }]);
    const again = await add();
    assert.deepEqual(
      [again.code, again.err],
      [0, 'The rule draft: prefix "Type: WIP" is there already; nothing has changed.\n'],
    );
    const taken = await run('explain', 'acme/widgets', '--format', 'csv');
    assert.match(taken.out, /^wip,draft,prefix,Type: WIP,2,0,wip,,,$/m);
  });

  it('lists rules', async () => {
    const { out } = await run('rule', 'list', '--category', 'draft', '--format', 'json');
    const [rule, ...more] = JSON.parse(out) as Record<string, unknown>[];
    assert.deepEqual(more, []);
    assert.deepEqual(
      { ...rule, added_at: typeof rule?.added_at },
      {
        definition: 'vocabulary',
        category: 'draft',
        kind: 'prefix',
        pattern: 'Type: WIP',
        needle: 'wip',
        since_version: 2,
        added_at: 'string',
      },
    );
    const published = await run('rule', 'list', '--definition', 'label', '--format', 'csv');
    assert.match(
      published.out,
      /^label,bug,exact,bug,bug,1,.*\nlabel,performance,exact,performance,performance,1,.*\n$/m,
    );
    const none = await run('rule', 'list', '--category', 'nothing');
    assert.deepEqual([none.code, none.out], [0, '']);
    const categories = await db.query<{ category: string }>(
      `select distinct category from report.label_rules where definition = 'vocabulary' and category <> 'draft' order by category`,
    );
    assert.deepEqual(
      categories.rows.map(({ category }) => category),
      [...defaultCategories],
    );
  });

  it('removes a rule, and says when there is none', async () => {
    await db.query('truncate sync.mark');
    const remove = () => run('rule', 'remove', '--category', 'draft', '--pattern', 'type: wip');
    const { code, err } = await remove();
    assert.equal(code, 0, err);
    assert.match(err, /^The rule draft: prefix "Type: WIP" was removed\.\nEvery month of label_categories_monthly/);
    assert.deepEqual(await marks(), [{ id: 7 }, { id: 8 }]);
    const again = await remove();
    assert.deepEqual(
      [again.code, again.err],
      [1, 'Under vocabulary, draft has no rule "type: wip"; "repometer labels rule list" shows them.\n'],
    );
  });

  it('changes the rules of a published definition for label_quality alone', async () => {
    await db.query('truncate sync.mark');
    const { code, err } = await run(
      'rule',
      'add',
      '--definition',
      'substring',
      '--category',
      'bug',
      '--pattern',
      'Glitch',
      '--kind',
      'substring',
    );
    assert.equal(code, 0, err);
    assert.match(err, /^The rule bug: substring "Glitch" was added, compared as "glitch"\.\nlabel_quality follows/);
    assert.deepEqual(await marks(), []);
  });

  it('refuses a rule that is no regular expression, in the words of Postgres', async () => {
    const { code, out, err } = await run('rule', 'add', '--category', 'bug', '--pattern', '(bug', '--kind', 'regex');
    assert.deepEqual([code, out], [2, '']);
    assert.equal(
      err,
      '--pattern "(bug" is no regular expression: Postgres says "invalid regular expression: parentheses () not balanced".\n',
    );
  });

  it('changes nothing as the reader, and says whose login it needs', async () => {
    const { code, err } = await runCli(['labels', 'rule', 'add', '--category', 'bug', '--pattern', 'x'], {
      DATABASE_READER_URL: database.readerUrl,
    });
    assert.equal(code, 1);
    assert.match(
      err,
      /^DATABASE_READER_URL is set but DATABASE_URL is not, and what is changed is changed as the owner: set it to postgres:/,
    );
  });
});
