import assert from 'node:assert/strict';
import { listTestFiles } from '../run/list-test-files.ts';
import { listPhases, longest, oneVersionIsEnough, waiting } from '../run/phases.ts';
import { selectPhases } from '../run/select-phases.ts';

describe('the phases of a run', () => {
  const phases = listPhases('15');
  const first = phases.filter(({ postgres }) => !postgres);
  const filesOf = (name: string) => phases.find((phase) => phase.name === name)?.files ?? [];

  it('have every test file once, and those of staging, KPIs and a first load once more on Postgres 15', () => {
    assert.deepEqual(first.flatMap(({ files }) => files).sort(), listTestFiles('.'));
    const again = filesOf('Postgres 15');
    assert.equal(new Set(again).size, again.length);
    const staging = listTestFiles('sql').filter((file) => /\/(stage|kpi|label|issue-labels|recorded)-/.test(file));
    assert.ok(staging.length > 10);
    assert.deepEqual(
      [...staging, 'test/e2e/first-load.test.ts'].filter((file) => !again.includes(file)),
      [],
    );
  });

  it('name no file that is not there', () => {
    const all = listTestFiles('.');
    assert.deepEqual(
      [...longest, ...waiting, ...oneVersionIsEnough].filter((file) => !all.includes(file)),
      [],
    );
  });

  it('begin with the unit tests, which need no server, and end with the kills', () => {
    assert.deepEqual(filesOf('unit'), listTestFiles('unit'));
    assert.equal(first[0]?.name, 'unit');
    assert.deepEqual(first.at(-1)?.files, listTestFiles('chaos'));
    assert.equal(first.at(-1)?.jobs, 1);
  });

  it('are those of the files and folders that were asked for', () => {
    const selected = (...paths: string[]) => selectPhases(phases, paths).map(({ name, files }) => [name, files]);
    assert.deepEqual(
      selected(),
      phases.map(({ name, files }) => [name, files]),
    );
    assert.deepEqual(selected('test/unit'), [['unit', listTestFiles('unit')]]);
    const locks = 'test/sql/locks.test.ts';
    assert.deepEqual(selected(locks, 'test/fixtures/run/passes.ts'), [
      ['servers', [locks]],
      ['Postgres 15', [locks]],
      ['others', ['test/fixtures/run/passes.ts']],
    ]);
    assert.throws(() => selected('test/nowhere'), /test\/nowhere is no test file and holds none/);
  });
});
