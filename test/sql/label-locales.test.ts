import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import pg from 'pg';
import { computeKpiBatch } from '../../activities/kpis/compute-kpi-batch.ts';
import { createDb } from '../../sql/db.ts';
import { migrate } from '../../sql/migrate.ts';
import { postgres } from '../support/global.ts';
import { expectedCsv, queryCsv } from '../support/load-fixture.ts';
import { plainCategories, plainLowerCase, plainNormalise, type PlainRule } from '../support/plain-label-categories.ts';
import { storeIssue } from '../support/store-issue.ts';
import { storeRepository, storeResource } from '../support/store-repository.ts';

const golden = expectedCsv('label_vocabulary');
const labels = golden.slice(1).map((line) => line.split(',')[0]!);

/** Letters of alphabets that know two cases, and signs between them. */
const alphabets = [
  'ÀÉÎÕÜẞŠŽ',
  'ЁЖИКЪЯ',
  'ΛΌΓΟΣ λόγος',
  'ԱԲԳ',
  'ႠႡႢ',
  'İIı',
  'ǅǇÆŒØÞ',
  'ＡＢＣ',
  '漢字',
  '한글',
  'עברית',
  'العربية',
];
const strange = alphabets.flatMap((letters) => [
  `Type: ${letters}`,
  `🐛${letters}–${letters}`,
  `${letters}+ #${letters}`,
]);

/** Postgres' words for a database of that locale; several where not every server can do the first. */
const locales: Record<string, readonly string[]> = {
  C: [`locale 'C'`],
  'C.UTF-8': [`locale 'C.UTF-8'`, `locale 'C.utf8'`],
  // A server has the operating system's locales where they are installed, and those of ICU wherever it was built with it.
  en_US: [`locale 'en_US.UTF-8'`, `locale_provider icu icu_locale 'en-US' locale 'C'`],
  // There I is lowered to ı, wherever it is left to the locale.
  tr_TR: [`locale 'tr_TR.UTF-8'`, `locale_provider icu icu_locale 'tr-TR' locale 'C'`],
};

describe('Labels on a database of another locale', () => {
  const seen = new Map<string, unknown>();

  for (const [locale, words] of Object.entries(locales)) {
    describe(locale, () => {
      const name = `test_label_locales_${locale.toLowerCase().replaceAll(/[^a-z]/g, '_')}_${process.pid}`;
      let superuser: pg.Client;
      let db: Pool;

      before(async () => {
        const server = await postgres();
        superuser = new pg.Client({ connectionString: server.superuserUrl });
        await superuser.connect();
        const create = (word: string) =>
          superuser.query(`create database ${name} template template0 encoding 'UTF8' ${word} owner repometer`);
        await words.slice(1).reduce((tried, word) => tried.catch(() => create(word)), create(words[0]!));
        const url = Object.assign(new URL(server.databaseUrl), { pathname: name }).href;
        await migrate({ databaseUrl: url });
        db = createDb(url, { size: 2 });
        await storeRepository(db, 7, 'acme/rocket');
        await storeResource(db, 7, 'issues', '2026-03-10 00:00:00Z');
        for (const [id, label] of [...labels, ...strange].entries()) {
          await storeIssue(db, { repositoryId: 7, id, labels: [label], createdAt: '2026-03-05' });
        }
      });
      after(async () => {
        await db?.end();
        await superuser?.query(`drop database if exists ${name} with (force)`);
        await superuser?.end();
      });

      it('are read as by hand, and as by what Node knows of letters', async () => {
        const rows = await queryCsv(
          db,
          `select label, normalised_label, string_agg(category, '|' order by category collate "C") as categories
           from report.label_categories group by label, normalised_label`,
        );
        const found = new Map(rows.map((line) => [line.split(',')[0], line]));
        assert.deepEqual(
          golden.map((line) => found.get(line.split(',')[0])),
          golden,
        );
        const rules = (await db.query<PlainRule>(`select * from report.label_rules where definition = 'vocabulary'`))
          .rows;
        for (const label of [...labels, ...strange]) {
          const categories = plainCategories(rules, label).join('|') || 'uncategorised';
          assert.equal(found.get(label), `${label},${plainNormalise(label)},${categories}`);
        }
      });

      it('count alike', async () => {
        await computeKpiBatch(db, { repositoryIds: [7], months: [], all: true, asOf: '2026-03-10', isPast: false });
        const categories = await queryCsv(
          db,
          `select month, category, issues_opened, share from report.label_categories_monthly order by category collate "C"`,
        );
        const quality = await queryCsv(
          db,
          `select definition, issues, defects, defect_density, performance_issues, performance_share
           from report.label_quality order by definition collate "C"`,
        );
        assert.ok(
          categories.some((line) => line.startsWith('2026-03-01,bug,1')),
          categories.join('\n'),
        );
        seen.set(locale, { categories, quality });
        assert.deepEqual(seen.get(locale), seen.get('C'));
      });

      it('hit a rule in any case of any alphabet, under every definition', async () => {
        for (const definition of ['substring', 'label']) {
          await db.query(
            `insert into kpi.label_rule values ($1, 'performance', 'exact', 'İstanbul'), ($1, 'performance', 'exact', 'ошибкА')`,
            [definition],
          );
        }
        await db.query('truncate kpi.label_quality');
        await computeKpiBatch(db, { repositoryIds: [7], months: [], all: true, asOf: '2026-03-10', isPast: false });
        const rows = await queryCsv(db, `select definition, performance_issues from report.label_quality order by 1`);
        const hits = (isHit: (lowered: string) => boolean) =>
          [...labels, ...strange].filter((label) => isHit(plainLowerCase(label))).length;
        const added = ['istanbul', 'ошибка'];
        const isPublished = (label: string) => /feature|performance|info|change/.test(label);
        assert.deepEqual(rows.slice(1), [
          `label,${hits((label) => [...added, 'performance'].includes(label))}`,
          `substring,${hits((label) => added.includes(label) || isPublished(label))}`,
          `vocabulary,${labels.filter((label) => /perf|optimization/i.test(label)).length}`,
        ]);
      });
    });
  }
});
