import assert from 'node:assert/strict';
import { formatCsv } from '../../client/reports/format-csv.ts';
import { formatJson } from '../../client/reports/format-json.ts';
import { formatRows } from '../../client/cli/tables/format-rows.ts';
import { rowWriterOf } from '../../client/cli/tables/row-writer-of.ts';
import { formatTable } from '../../client/cli/tables/format-table.ts';
import { formatSummary } from '../../client/cli/tables/summary-table.ts';
import type { Table } from '../../client/reports/table.ts';
import { isoInstant, oid } from '../../client/reports/types.ts';

const text = 25;
const textArray = 1009;
const bigintArray = 1016;

function table(columns: Record<string, number>, ...rows: (string | null)[][]): Table {
  return { columns: Object.entries(columns).map(([name, type]) => ({ name, type })), rows };
}

const parse = (answer: Table) => JSON.parse(formatJson(answer)) as Record<string, unknown>[];

describe('rows as JSON', () => {
  it('gives whole numbers as numbers where they are exact, and as text where a number would be its neighbour', () => {
    const [row] = parse(
      table({ small: oid.int8, large: oid.int8, sum: oid.numeric }, ['42', '9007199254740993', '12345678901234567890']),
    );
    assert.deepEqual(row, { small: 42, large: '9007199254740993', sum: '12345678901234567890' });
  });

  it('keeps every digit of a double', () => {
    assert.equal(parse(table({ share: oid.float8 }, ['39.130434782608695']))[0]?.share, 39.130434782608695);
  });

  it('gives what JSON cannot write as a number as text', () => {
    assert.deepEqual(parse(table({ a: oid.float8, b: oid.float8 }, ['NaN', 'Infinity'])), [
      { a: 'NaN', b: 'Infinity' },
    ]);
  });

  it('gives booleans, nulls, arrays and JSON as such', () => {
    const [row] = parse(
      table({ yes: oid.bool, nothing: text, labels: textArray, ids: bigintArray, data: oid.jsonb }, [
        't',
        null,
        '{bug,"a, b",NULL}',
        '{1,9007199254740993}',
        '{"a":[1]}',
      ]),
    );
    assert.deepEqual(row, {
      yes: true,
      nothing: null,
      labels: ['bug', 'a, b', null],
      ids: [1, '9007199254740993'],
      data: { a: [1] },
    });
  });

  it('is an empty array without rows', () => {
    assert.equal(formatJson(table({ a: text })), '[]\n');
  });

  it('refuses two columns of one name, since one would be lost', () => {
    const answer: Table = { columns: ['a', 'a'].map((name) => ({ name, type: text })), rows: [['1', '2']] };
    assert.throws(() => formatJson(answer), /Two columns are named a/);
  });
});

describe('rows as CSV', () => {
  it('tells null from an empty text and quotes what would be misread', () => {
    const answer = table({ a: text, b: text, c: text, d: text, e: text }, [null, '', 'a"b,c', 'x\ny', '\\.']);
    assert.equal(formatCsv(answer), 'a,b,c,d,e\n,"","a""b,c","x\ny","\\."\n');
  });

  it('for a spreadsheet has no text that begins a formula, and the same numbers', () => {
    const columns = { '=name': text, number: oid.int8, share: oid.numeric, labels: textArray };
    const safe = (...cells: (string | null)[]) =>
      formatRows(table(columns, cells), 'safe-csv').split('\n').slice(0, -1);
    assert.deepEqual(safe('bug', '-5', '-0.5', '{a}'), ["'=name,number,share,labels", 'bug,-5,-0.5,{a}']);
    for (const title of [
      '=1+1',
      '+1',
      '-1+1',
      '@SUM(A1)',
      '=cmd|calc',
      ' =1+1',
      '\ufeff=1+1',
      '\u00a0+1',
      '\u200b@a',
      '＝1＋1',
    ]) {
      assert.equal(safe(title, null, null, null)[1], `'${title},,,`);
    }
    assert.equal(formatRows(table({ a: text }, ['\t=1']), 'safe-csv'), `a\n'\t=1\n`);
    assert.equal(
      formatRows(table({ a: text }, ['=HYPERLINK("http://x","y")']), 'safe-csv').split('\n')[1],
      `"'=HYPERLINK(""http://x"",""y"")"`,
    );
    for (const title of ['a=b', 'C++', '1-2', "'=1", '#5', '(-1)']) {
      assert.equal(safe(title, null, null, null)[1], `${title},,,`);
    }
    assert.equal(formatCsv(table({ a: text }, ['=1+1'])), 'a\n=1+1\n');
  });

  it('has its header also without rows', () => {
    assert.equal(formatCsv(table({ a: text, b: text })), 'a,b\n');
  });
});

describe('rows as a list', () => {
  it('are blocks of a line for each column, with an empty line between', () => {
    const answer = table(
      { label: text, issues_opened: oid.int8, is_complete: oid.bool },
      ['bug', '5', 't'],
      [null, '0', 'f'],
    );
    assert.equal(
      formatRows(answer, 'list'),
      'label          bug\nissues_opened  5\nis_complete    true\n\nlabel\nissues_opened  0\nis_complete    false\n',
    );
  });

  it('hold every digit and the whole text, and no escape sequence of strangers', () => {
    const answer = table({ a: text, b: oid.float8 }, [`${'x'.repeat(500)}\u001b[31m\n`, '39.130434782608695']);
    assert.equal(formatRows(answer, 'list'), `a  ${'x'.repeat(500)}\\u001b[31m↵\nb  39.130434782608695\n`);
  });

  it('are nothing without rows', () => {
    assert.equal(formatRows(table({ a: text }), 'list'), '');
  });
});

describe('rows that come in parts', () => {
  const { columns, rows } = table({ a: text, n: oid.int8 }, ['x', '1'], [null, '2'], ['', '3'], ['z', '4']);
  for (const format of ['csv', 'safe-csv', 'json', 'list'] as const) {
    it(`make the same ${format} as all at once`, () => {
      const whole = formatRows({ columns, rows }, format);
      const writer = rowWriterOf(format, columns);
      const parts = [[], rows.slice(0, 1), [], rows.slice(1, 3), rows.slice(3), []];
      assert.equal(writer.head + parts.map((part) => writer.rows(part)).join('') + writer.tail(), whole);
    });
  }
});

describe('rows as a table', () => {
  const lines = (shown: string) => shown.trimEnd().split('\n');

  it('aligns numbers to the right and texts to the left', () => {
    const shown = formatTable(table({ label: text, n: oid.int8 }, ['bug', '5'], ['performance', '1200']));
    assert.deepEqual(lines(shown), [
      'label           n',
      '───────────  ────',
      'bug             5',
      'performance  1200',
    ]);
  });

  it('makes escape sequences of strangers visible instead of sending them to the terminal', () => {
    const shown = formatTable(table({ title: text }, ['\u001b[31mred\u0007\nnext\u202e']));
    assert.ok(shown.includes('\\u001b[31mred\\u0007↵next\\u202e'), shown);
    assert.ok(!shown.includes('\u001b'));
  });

  it('makes everything visible that breaks a line, turns the direction or is not seen at all', () => {
    for (const unseen of [
      '061c',
      '00ad',
      '180e',
      '200b',
      '200e',
      '2028',
      '2029',
      '202e',
      '2060',
      '2066',
      '3164',
      'feff',
    ]) {
      const character = String.fromCodePoint(parseInt(unseen, 16));
      const shown = formatTable(table({ title: text }, [`a${character}b`]));
      assert.ok(shown.includes(`a\\u${unseen}b`) && !shown.includes(character), unseen);
      assert.ok(formatRows(table({ title: text }, [`a${character}b`]), 'list').includes(`a\\u${unseen}b`), unseen);
    }
    assert.ok(formatTable(table({ title: text }, ['a\u{e0041}b'])).includes('a\\u{e0041}b'));
    for (const seen of ['می\u200cخواهم', '👩\u200d💻', '\u0601', 'é', '日本']) {
      assert.ok(formatTable(table({ title: text }, [seen])).includes(seen), seen);
    }
  });

  it('shows every digit, unless it is asked to round', () => {
    const answer = table({ share: oid.float8, at: oid.timestamptz }, ['39.130434782608695', '2026-10-01T02:15:30.5Z']);
    assert.match(formatTable(answer), /39\.130434782608695 +2026-10-01T02:15:30\.5Z/);
    assert.match(formatTable(answer, { isRounded: true }), /39\.13 +2026-10-01 02:15Z/);
  });

  it('is as wide as its texts in a file, and no wider than the terminal there', () => {
    const answer = table({ title: text, n: oid.int8 }, ['x'.repeat(100), '1']);
    assert.ok(formatTable(answer).includes('x'.repeat(100)));
    assert.ok(formatTable(answer, { width: 20 }).includes(`${'x'.repeat(16)}…  1`));
  });

  it('cuts the widest text first, and neither numbers nor dates nor names of columns', () => {
    const answer = table({ title: text, label: text, opened: oid.int8, day: 1082 }, [
      'y'.repeat(90),
      'performance',
      '1200345',
      '2026-10-01',
    ]);
    assert.deepEqual(lines(formatTable(answer, { width: 52 })), [
      'title               label         opened  day',
      '──────────────────  ───────────  ───────  ──────────',
      `${'y'.repeat(17)}…  performance  1200345  2026-10-01`,
    ]);
  });

  it('leaves out what is least important where not everything fits, and says so', () => {
    const answer = table({ repository: text, note: text, n: oid.int8, reason: text }, [
      'acme/widgets',
      'something long to say',
      '12345',
      'GitHub refuses this token for a while',
    ]);
    const shown = formatTable(answer, { width: 30, first: ['repository', 'reason'] });
    assert.deepEqual(lines(shown), [
      'repository    reason',
      '────────────  ────────────────',
      'acme/widgets  GitHub refuses …',
      '',
      'left out, "--format list" shows them:',
      '  note, n',
    ]);
  });

  it('fits by what letters take in a terminal: two cells each in Chinese', () => {
    const shown = lines(
      formatTable(table({ title: text, n: oid.int8 }, ['数据库连接失败'.repeat(5), '7']), { width: 20 }),
    );
    assert.deepEqual(shown, ['title              n', '─────────────────  ─', '数据库连接失败数…  7']);
  });
});

describe('a summary', () => {
  const columns = { repository_id: oid.int8, owner: text, name: text, repository: text, labeled: oid.int8 };

  it('says once, below, what is the same in every row or empty in all', () => {
    const shown = formatSummary(
      table(
        { ...columns, definition_version: oid.int4 },
        ['7', 'a', 'b', 'a/b', null, '1'],
        ['7', 'a', 'b', 'a/b', null, '1'],
      ),
    );
    assert.match(shown, /^repository\n/);
    assert.match(shown, /\ndefinition_version: 1\nempty: labeled\n$/);
  });

  it('keeps a column of provenance whose rows differ', () => {
    const shown = formatSummary(
      table(
        { ...columns, definition_version: oid.int4 },
        ['7', 'a', 'b', 'a/b', '0', '1'],
        ['7', 'a', 'b', 'a/b', '2', '2'],
      ),
    );
    assert.ok(!shown.includes('definition_version: '), shown);
    assert.match(shown, /definition_\nrepository +labeled +version/);
  });

  it('says that there are no rows', () => {
    assert.match(formatSummary(table(columns)), /^No rows/);
  });
});

describe('an instant', () => {
  it('is ISO 8601 in UTC with every digit that Postgres gave', () => {
    assert.equal(isoInstant('2026-10-01 02:15:00.123456+00'), '2026-10-01T02:15:00.123456Z');
    assert.equal(isoInstant('infinity'), 'infinity');
  });
});
