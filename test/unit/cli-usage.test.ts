import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Context } from '../../client/cli/context.ts';
import { runCli } from '../../client/cli/run-cli.ts';
import { loadConfig } from '../../config.ts';
import { productFolder } from '../../programs.ts';

const productFile = (path: string) => join(productFolder, path);

function fails(): never {
  throw new Error('Something was started.');
}

/** A context in which nothing may be started, and what a command line wrote in it. */
async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const stderr = { write: (text: string) => (err += text) } as unknown as NodeJS.WriteStream;
  const context: Context = {
    config: () => loadConfig({ REPOMETER_HOME: '/nonexistent/home' }),
    output: {
      print: (text) => void (out += text),
      write: async (text) => void (out += text),
      say: (text) => void (err += `${text}\n`),
      stdout: stderr,
      stderr,
    },
    local: {
      startStack: fails,
      withPostgres: fails,
      readRunFile: () => undefined,
      isInitialised: () => false,
      hasTables: () => false,
      noteTables: fails,
    },
    migrate: fails,
    rebuild: fails,
    probes: { readQuota: fails, lookForTemporalBinary: fails, isListening: fails, freeBytes: fails, isWritable: fails },
    programs: { worker: [], simulator: [], demoRepositories: [] },
  };
  const code = await runCli(args, context, '1.2.3');
  return { code, out, err };
}

describe('wrong usage exits 2 with one sentence and starts nothing', () => {
  const wrong: [string, RegExp][] = [
    ['strat', /^Unknown command 'strat'\. Did you mean start\?/],
    ['start golang', /^A repository is named owner\/name, such as golang\/go, not "golang"\.\n$/],
    ['start a/b/c', /not "a\/b\/c"/],
    ['start ..', /not "\.\."/],
    ['start -x/', /Unknown option '-x\/'/],
    ['status -ACE-/x -DNA-/y', /Too many arguments/],
    ['repos add ---/x', /Unknown option '---\/x'/],
    ['report issues --repository -/x', /A repository is named owner\/name, such as golang\/go, not "-\/x"/],
    ['start --onec', /Unknown option '--onec'/],
    ['repos add a/b --every 0s', /^every must be between 1s and 366d, not "0s"\.\n$/],
    ['repos add a/b --every banana', /must be a duration such as "30m".*"banana"/],
    ['repos add a/b --resources issues,pulls', /^"pulls" is no resource; known are repository, issues/],
    ['repos add a/b --from 2024-02-30', /--from must be a day.*"2024-02-30"/],
    ['repos add a/b --from 2999-01-01', /--from must not be in the future: it is 2999-01-01/],
    ['repos add', /Missing required argument/],
    ['labels rule add --category bug', /^Required option '--pattern <text>' not specified\./],
    ['labels rule add --pattern x --category uncategorised', /^uncategorised is what no rule takes;/],
    ['labels rule add --pattern x --category Defect', /^The category of defects is called bug\.\n$/],
    [
      'labels rule add --pattern x --category bug --kind glob',
      /^--kind cannot be "glob"; known are exact, prefix, sub/,
    ],
    [
      'labels rule add --pattern x --category docs --definition label',
      /^Under label only bug and performance are counted/,
    ],
    ['labels rule remove --category bug', /^Required option '--pattern <text>' not specified\./],
    ['schema add', /^Missing required argument 'name'\./],
    ['schema add report', /^The schema report is not for building in; choose another name, such as analytics\.\n$/],
    ['schema add PUBLIC', /^The schema public is not for building in/],
    ['schema remove kpi --purge --yes', /^The schema kpi is not for building in/],
    ['schema add pg_mine', /^A schema's name begins with a letter, .* "pg_mine" is none\.\n$/],
    ['schema add Mine', /"Mine" is none\.\n$/],
    ['schema add a";drop', /is none\.\n$/],
    ['schema add mine --role public', /^--role takes the name of a login of Postgres/],
    ['labels explain widgets', /^A repository is named owner\/name, such as golang\/go, not "widgets"\.\n$/],
    ['report nope', /^There is no view "nope"; known are accounts, .*, teams\.\n$/],
    ['report issues --format xml', /^--format cannot be "xml"; known are table, list, json, csv\.\n$/],
    ['report issues --safe-csv --format json', /^--safe-csv is CSV, not json; leave out --format or --safe-csv\.\n$/],
    ['sql select --safe-csv --format table', /^--safe-csv is CSV, not table; /],
    ['report issues --from 2020-13', /A month is written as 2026-10, not "2020-13"/],
    ['report issues --repository x', /not "x"/],
    ['report --from 2026-01', /^Name the view that is meant; "repometer report" lists them\.\n$/],
    ['status a/b c/d', /Too many arguments/],
    ['status --watch --format json', /--watch shows a table/],
    ['kpis refresh --month 2020', /A month is written as 2026-10, not "2020"/],
    ['kpis refresh --as-of 2999-01-01', /must not be in the future/],
    ['kpis refresh --all --month 2026-01', /leave out --month/],
    ['kpis refresh --month 2999-01', /^--month must not be in the future, as 2999-01 is\.\n$/],
    ['kpis refresh --as-of 2026-01-31 --month 2026-01', /^--as-of makes .*leave out one of them\.\n$/],
    ['reconcile a/b --whole --back 90d', /^--whole means everything, however old; leave out --back\.\n$/],
    ['reconcile a/b --back 0s', /^--back must be longer than nothing, not "0s"\.\n$/],
    ['report issues --from 2026-02 --to 2026-01', /^--from must be before --to.*2026-02-01 and 2026-01-01\.\n$/],
    ['report issues --from 2026-02 --to 2026-02-01', /^--from must be before --to/],
    ['report loops --from 2026-02', /^Rows of loops have no time; leave out --from\.\n$/],
    ['start https://gitlab.com/a/b', /not "https:\/\/gitlab\.com\/a\/b"/],
    ['start https://me:secret@example.com/a/b', /not "https:\/\/…@example\.com\/a\/b"/],
    ['completion tcsh', /^<shell> cannot be "tcsh"; known are bash, zsh, fish\.\n$/],
    [
      'doctor moon',
      /^There is no area "moon" to check; known are versions, home, github, postgres, temporal, fairness\.\n$/,
    ],
    ['sql select --timeout 0s', /--timeout must be between 1ms and 24h/],
  ];
  for (const [line, sentence] of wrong) {
    it(`repometer ${line}`, async () => {
      const { code, out, err } = await run(...line.split(' '));
      assert.equal(code, 2, err);
      assert.match(err, sentence);
      assert.equal(err.trimEnd().split('\n').length, 1, err);
      assert.equal(out, '');
    });
  }

  it('an empty statement', async () => {
    assert.equal((await run('sql', ' ')).code, 2);
  });
});

describe('help', () => {
  const commands = [
    ...['start', 'status', 'report', 'sql', 'migrate', 'rebuild', 'worker', 'doctor', 'kpis refresh', 'completion'],
    ...['add', 'remove', 'list', 'pause', 'resume', 'sync'].map((name) => `repos ${name}`),
  ];
  for (const command of commands) {
    it(`of ${command} ends with an example`, async () => {
      const { code, out, err } = await run(...command.split(' '), '--help');
      assert.equal(code, 0);
      assert.equal(err, '');
      assert.match(out, new RegExp(`Example:\\n  \\$ .*repometer ${command}[^\\n]*\\n$`));
    });
  }

  it('is shown, with exit code 2, where a command needs another word', async () => {
    const { code, err } = await run('repos');
    assert.equal(code, 2);
    assert.match(err, /^Usage: repometer repos/);
  });

  it('knows the version', async () => {
    assert.deepEqual(await run('--version'), { code: 0, out: '1.2.3\n', err: '' });
  });

  it('tells the version of the package before anything is loaded', async () => {
    for (const option of ['--version', '-V']) {
      // The same command line without the rest of the product.
      const alone = mkdtempSync(join(tmpdir(), 'repometer-bin-'));
      try {
        cpSync(productFile('bin/repometer.mjs'), join(alone, 'bin/repometer.mjs'));
        cpSync(productFile('package.json'), join(alone, 'package.json'));
        const { stdout } = await promisify(execFile)(process.execPath, [join(alone, 'bin/repometer.mjs'), option]);
        const { version } = JSON.parse(readFileSync(productFile('package.json'), 'utf8')) as { version: string };
        assert.equal(stdout, `${version}\n`);
      } finally {
        rmSync(alone, { recursive: true });
      }
    }
  });
});

describe('a command that cannot do its work exits 1 and says what to do', () => {
  it('names npm start when there is no database', async () => {
    const { code, err } = await run('report', 'issues');
    assert.equal(code, 1);
    assert.match(err, /^There is no database in .*; "npm start" makes one\.\n$/);
  });

  const names = [
    'repos add -ACE-/x --every 1h',
    'repos add --every 1h -helper-/x a/b',
    'repos sync -- -ACE-/x',
    'kpis refresh --repository -ACE-/x',
    'reconcile -ACE-/x',
  ];
  for (const line of [...names, 'repos add a/b', 'repos sync a/b', 'kpis refresh', 'repos remove a/b', 'worker']) {
    it(`names npm start when Temporal does not run: ${line}`, async () => {
      const { code, err } = await run(...line.split(' '));
      assert.equal(code, 1);
      assert.match(err, /Temporal does not run; start it with "npm start"/);
    });
  }
});
