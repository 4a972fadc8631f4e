import assert from 'node:assert/strict';
import { runCli } from '../../e2e/cli-run.ts';
import type { Ended } from '../../e2e/cli-run.ts';
import { until } from '../../support/rig.ts';
import type { Stage } from '../stage.ts';

const tellsWithinMs = 120_000;
const well = ['ok', 'empty'];

interface Row {
  repository: string;
  resource?: string;
  state: string;
}

/** Runs a command as a person does until it says what is the matter. */
export function untilTold({ environment }: Stage, args: string[], isTold: (said: Ended) => boolean): Promise<Ended> {
  let last: Ended | undefined;
  const look = async () => {
    last = await runCli(args, environment);
    return isTold(last) && last;
  };
  const tell = () => Promise.resolve(`"${args.join(' ')}" says (exit ${last?.code}):\n${last?.out}\n${last?.err}`);
  return until(look, { tell, waitMs: tellsWithinMs, longestPauseMs: 1_000 });
}

/** Asserts that neither the views nor the commands call a repository well whose first load is not done. */
export async function assertLoading(stage: Stage, repository: string): Promise<void> {
  const { rows } = await stage.db.query<Row>('select repository, state from report.loops where repository = $1', [
    repository,
  ]);
  assert.ok(rows.length > 0 && rows.every(({ state }) => !well.includes(state)), JSON.stringify(rows));
  const listed = await readRows(stage, 'repos', 'list');
  const own = listed.filter((row) => row.repository === repository);
  assert.ok(own.length > 0 && own.every(({ state }) => !well.includes(state)), JSON.stringify(own));
  const resources = await readRows(stage, 'status', repository);
  assert.ok(!resources.every(({ state }) => well.includes(state)), JSON.stringify(resources));
}

async function readRows({ environment }: Stage, ...args: string[]): Promise<Row[]> {
  const { code, out, err } = await runCli([...args, '--format', 'json'], environment);
  assert.equal(code, 0, err);
  return JSON.parse(out) as Row[];
}
