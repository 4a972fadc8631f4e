import assert from 'node:assert/strict';
import { findReport, listReports } from '../../client/reports/catalogue.ts';
import type { Report } from '../../client/reports/catalogue.ts';
import { parseCursor, writeCursor } from '../../client/reports/cursor.ts';
import { parseHeader } from '../../client/reports/parse-header.ts';
import { countReport, selectReport } from '../../client/reports/report-statement.ts';

const header = `-- One row a release
-- or a draft: of today.
-- time: published_at or created_at
-- order: repository, published_at or created_at, release_id
create or replace view report.releases as
-- order: of no meaning here
select 1;`;

const releases: Report = { view: 'releases', ...parseHeader(header, 'x.sql'), filters: ['repository', 'from', 'to'] };

describe('the comment on top of a view', () => {
  it('says what one row is, its time and its order', () => {
    assert.deepEqual(parseHeader(header, 'x.sql'), {
      row: 'One row a release or a draft: of today.',
      time: ['published_at', 'created_at'],
      order: [['repository'], ['published_at', 'created_at'], ['release_id']],
      families: [],
      definitions: [],
    });
  });

  it('may name no time', () => {
    assert.equal(parseHeader('-- One row a label.\n-- order: label\nselect 1;', 'x.sql').time, null);
  });

  it('is asked for by the name of the file where it is missing', () => {
    for (const sql of [
      'select 1;',
      '-- order: a\nselect 1;',
      '-- One row a thing.\nselect 1;',
      'select 1;\n-- One row.\n-- order: a',
    ]) {
      assert.throws(
        () => parseHeader(sql, 'sql/views/report/x.sql'),
        /^Error: sql\/views\/report\/x\.sql must begin with a comment/,
      );
    }
  });
});

describe('a view', () => {
  it('is found in any spelling of its name', () => {
    assert.equal(findReport('Issue-Labels_monthly').view, 'issue_labels_monthly');
    assert.throws(() => findReport('no-view'), /^Error: There is no view "no-view"; known are accounts, .*, teams\.$/);
  });

  it('takes days where its rows have a time', () => {
    assert.deepEqual(findReport('commits').filters, ['repository', 'from', 'to']);
    assert.deepEqual(findReport('labels').filters, ['repository']);
    assert.ok(listReports().length >= 18);
  });
});

describe('the statement of a report', () => {
  it('has every value as a parameter and every name quoted', () => {
    const report: Report = { ...releases, view: 'odd "view"', order: [['a"b']], time: null };
    const { text, values } = selectReport(
      report,
      { repository: `x'; drop table y` },
      { after: ['1'], limit: 2, offset: 3 },
    );
    assert.equal(
      text,
      'select *\nfrom report."odd ""view"""\nwhere lower("repository") = lower($1::text)\n' +
        '  and ((("a""b" > $2 or "a""b" is null)))\norder by "a""b"\nlimit $3\noffset $4',
    );
    assert.deepEqual(values, [`x'; drop table y`, '1', 2, 3]);
  });

  it('leaves out what does not filter', () => {
    const { text, values } = countReport(releases, { from: undefined });
    assert.equal(text, 'select count(*)\nfrom report."releases"');
    assert.deepEqual(values, []);
  });
});

describe('a cursor', () => {
  const columns = ['repository', 'created_at', 'published_at', 'release_id'].map((name) => ({ name, type: 25 }));
  const rows = [['a/b', '2026-01-01T00:00:00.000001Z', null, '1']];
  const cursor = writeCursor(releases, { columns, rows })!;

  it('is a text for addresses, and gives the place of the last row back', () => {
    assert.match(cursor, /^[\w-]+$/);
    assert.deepEqual(parseCursor(releases, cursor), ['a/b', '2026-01-01T00:00:00.000001Z', '1']);
    assert.equal(writeCursor(releases, { columns, rows: [] }), null);
  });

  it('is refused where it was not written', () => {
    const changed: Report = { ...releases, order: [['repository'], ['release_id']] };
    const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const [order] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string];
    for (const text of ['', 'nonsense', encoded(null), encoded([order, ['a/b', 1, '1']]), encoded([order, ['a/b']])]) {
      assert.throws(
        () => parseCursor(releases, text),
        /^Error: This is no cursor of releases; begin with the first page/,
      );
    }
    assert.throws(() => parseCursor(changed, cursor), /This is no cursor of releases/);
    assert.throws(() => parseCursor(findReport('issues'), cursor), /This is no cursor of issues/);
  });
});
