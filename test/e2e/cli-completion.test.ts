import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireShell } from '../support/require-shell.ts';
import { startInTerminal } from '../support/terminal.ts';
import { runCli } from './cli-run.ts';

describe('shell completion', function () {
  this.timeout(300_000); // shells may have to be installed
  const folder = mkdtempSync(join(tmpdir(), 'repometer-completion-'));
  const script = (shell: string) => join(folder, shell);

  before(async () => {
    for (const shell of ['bash', 'zsh', 'fish'] as const) {
      requireShell(shell);
      const { code, out, err } = await runCli(['completion', shell]);
      assert.deepEqual([code, err], [0, '']);
      writeFileSync(script(shell), out);
    }
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const typed: [string[], string[]][] = [
    [['rep'], ['report', 'repos']],
    [
      ['repos', 're'],
      ['remove', 'resume'],
    ],
    [['repos', 'add', '--ev'], ['--every']],
    [
      ['repos', 'add', '--resources', 'issue'],
      ['issue_events', 'issues'],
    ],
    [
      ['report', 'label'],
      [
        'label_categories',
        'label_categories_monthly',
        'label_former_names',
        'label_quality',
        'label_rule_changes',
        'label_rules',
        'labels',
      ],
    ],
    [
      ['report', 'labels', '--format', ''],
      ['csv', 'json', 'list', 'table'],
    ],
    [['doctor', 'post'], ['postgres']],
    [
      ['completion', ''],
      ['bash', 'fish', 'zsh'],
    ],
    // Nothing of what was typed is evaluated.
    [['sql', '$(touch evaluated)', '--form'], ['--format']],
  ];

  describe('of bash', () => {
    for (const [words, expected] of typed) {
      it(`completes "${words.join(' ')}"`, () => {
        const complete =
          'source "$1"; shift; COMP_WORDS=(repometer "$@"); COMP_CWORD=$#; _repometer; printf "%s\\n" "${COMPREPLY[@]}"';
        const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', complete, 'bash', script('bash'), ...words], {
          cwd: folder,
          encoding: 'utf8',
        });
        assert.equal(stderr, '');
        // `--help` also begins with nothing at all.
        const found = stdout
          .split('\n')
          .filter((word) => word !== '' && (words.at(-1) !== '' || !word.startsWith('-')));
        assert.deepEqual(found.sort(), expected);
      });
    }
  });

  describe('of fish', () => {
    for (const [words, expected] of typed) {
      it(`completes "${words.join(' ')}"`, () => {
        const line = ['repometer', ...words].join(' ');
        const { stdout, stderr } = spawnSync(
          'fish',
          ['--no-config', '-c', 'source $argv[1]; complete -C $argv[2]', script('fish'), line],
          {
            cwd: folder,
            encoding: 'utf8',
            env: { PATH: '/usr/bin:/bin', HOME: folder },
          },
        );
        assert.equal(stderr, '');
        const found = stdout.split('\n').flatMap((entry) => entry.split('\t')[0] || []);
        assert.deepEqual(found.sort(), expected);
      });
    }
  });

  it('of zsh completes what has one end, and tells what each of several means', async () => {
    const terminal = startInTerminal('zsh', ['-f', '-i'], { HOME: folder, PS1: '> ' });
    try {
      terminal.type(`cd ${folder}; autoload -U compinit; compinit -u; source ${script('zsh')}; echo rea''dy\r`);
      await terminal.said('ready');
      terminal.type('repometer repos a\t');
      await terminal.said('repometer repos add ');
      terminal.type('--ev\t');
      await terminal.said('--every');
      terminal.type('\x15repometer report labels --format l\t');
      await terminal.said('repometer report labels --format list');
      terminal.type('\x15repometer re\t\t');
      await terminal.said('print a view of the schema');
    } finally {
      terminal.close();
    }
  });
});
