import assert from 'node:assert/strict';
import { syncWorkflowId, workflowTypes } from '../../../workflows/contract.ts';
import { runCli } from '../../e2e/cli-run.ts';
import { until } from '../../support/rig.ts';
import { runTemporal } from '../../support/temporal-command.ts';
import type { Loops } from '../loops.ts';
import type { End, Stage } from '../stage.ts';
import type { TroubleContext } from './context.ts';
import { assertLoading } from './what-is-told.ts';

/** A worker looks once a minute. */
const notedWithinMs = 150_000;
const reason = ['--reason', 'by mistake'];

/** Terminates loops by the `temporal` command, and starts them again when that is told everywhere. */
export async function terminateLoops(stage: Stage, how: 'one' | 'batch', context: TroubleContext): Promise<End> {
  const { loops, names, isLoad, isShort } = context;
  const ended = how === 'one' ? names.slice(0, 1) : names;
  const chosen =
    how === 'one'
      ? ['--workflow-id', syncWorkflowId(names[0] as string)]
      : ['--yes', '--query', `WorkflowType = '${workflowTypes.syncRepository}' and ExecutionStatus = 'Running'`];
  const terminate = async () => {
    await runTemporal(stage.temporal, 'workflow', 'terminate', ...chosen, ...reason);
    for (const name of ended) await until(async () => !(await loops.isRunning(name)));
  };
  await terminate();

  for (const command of [['status'], ['repos', 'list'], ['doctor', 'temporal']]) {
    const said = await untilTold(stage, command, { names: ended, loops, terminate });
    if (command[0] === 'doctor') assert.equal(said.code, 1, said.out);
  }
  if (isLoad) await assertLoading(stage, names[0] as string);
  // The views hear of it from a worker, within a minute.
  if (!isShort) await untilEnded(stage, ended);
  return async () => {
    const areRunning = await Promise.all(ended.map((name) => loops.isRunning(name)));
    if (areRunning.includes(true)) await terminate();
    for (const name of ended) await loops.start(name);
  };
}

interface Ended {
  names: string[];
  loops: Loops;
  terminate: () => Promise<void>;
}

/**
 * Asks until the command tells of each loop: beside a storm a server may take too long to be asked, which it says instead; and an
 * `npm start` that comes up just now starts the loops that it was given.
 */
async function untilTold({ environment }: Stage, command: string[], { names, loops, terminate }: Ended) {
  const sentences = names.map(
    (name) => new RegExp(`loop of ${name} is terminated at 20\\S+: nobody keeps it\\.[^]*repos add ${name}`),
  );
  let said = await runCli(command, environment);
  const isTold = async () => {
    const text = `${said.out}\n${said.err}`;
    if (sentences.every((sentence) => sentence.test(text))) return true;
    const areRunning = await Promise.all(names.map((name) => loops.isRunning(name)));
    if (areRunning.includes(true)) await terminate();
    else assert.match(text, /not answer/, `${command.join(' ')} says nothing of ${String(names)}: ${text}`);
    said = await runCli(command, environment);
    return false;
  };
  await until(isTold, { tell: () => Promise.resolve(`${said.out}\n${said.err}`), longestPauseMs: 1_000 });
  return said;
}

async function untilEnded({ db }: Stage, names: string[]): Promise<void> {
  const states = async () => {
    const { rows } = await db.query<{ state: string }>('select state from report.loops where repository = any($1)', [
      names,
    ]);
    return rows.map(({ state }) => state);
  };
  const areEnded = async () => (await states()).every((state) => state === 'ended');
  await until(areEnded, { tell: async () => String(await states()), waitMs: notedWithinMs, longestPauseMs: 1_000 });
  const { rows } = await db.query<{ state: string }>(
    `select distinct state from report.sync_status where repository = any($1) and state in ('ok', 'empty', 'loading')`,
    [names],
  );
  assert.deepEqual(rows, []);
}
