import assert from 'node:assert/strict';
import pg from 'pg';
import { readMigrations } from '../../sql/read-migrations.ts';
import { createEmptyDatabase } from '../support/empty-database.ts';

const migration = '0035_label_categories';

describe('Label rules of before', () => {
  it('are kept with what their users have edited, under the words of today', async () => {
    const database = await createEmptyDatabase();
    const db = new pg.Client({ connectionString: database.url });
    try {
      await db.connect();
      const all = readMigrations();
      const place = all.findIndex(({ name }) => name.startsWith(migration));
      assert.ok(place > 0);
      for (const { sql } of all.slice(0, place)) await db.query(sql);
      await db.query(
        `insert into github.repository (repository_id, owner, name, is_private, is_fork, is_archived, is_disabled, has_issues, answered_at)
         values (7, 'acme', 'rocket', false, false, false, false, true, '2026-01-01')`,
      );
      // As people have edited them: a rule more, one less, and a definition of their own.
      await db.query(
        `insert into kpi.label_rule values ('label', 'defect', 'label', 'Ошибка'), ('ours', 'performance', 'substring', 'Slow')`,
      );
      await db.query(`delete from kpi.label_rule where definition = 'substring' and pattern in ('fix', 'change')`);
      await db.query(all[place]!.sql);

      const { rows } = await db.query<{ rule: string }>(
        `select concat_ws('|', definition, category, kind, pattern, needle) as rule from kpi.label_rule
         where definition <> 'vocabulary' order by definition collate "C", category, pattern collate "C"`,
      );
      assert.deepEqual(
        rows.map(({ rule }) => rule),
        [
          'label|bug|exact|bug|bug',
          'label|bug|exact|Ошибка|ошибка',
          'label|performance|exact|performance|performance',
          'ours|performance|substring|Slow|slow',
          'substring|bug|substring|blocker|blocker',
          'substring|bug|substring|bug|bug',
          'substring|bug|substring|defect|defect',
          'substring|bug|substring|error|error',
          'substring|bug|substring|fault|fault',
          'substring|performance|substring|feature|feature',
          'substring|performance|substring|info|info',
          'substring|performance|substring|performance|performance',
        ],
      );
      const versions = await db.query(
        `select definition, max(version) as version, count(*)::int > 0 as has_rules from kpi.label_rule_change group by 1 order by 1`,
      );
      assert.deepEqual(
        versions.rows,
        ['label', 'ours', 'substring', 'vocabulary'].map((definition) => ({ definition, version: 1, has_rules: true })),
      );
    } finally {
      await db.end();
      await database.drop();
    }
  });
});
