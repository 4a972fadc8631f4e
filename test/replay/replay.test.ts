import assert from 'node:assert/strict';
import { DeterminismViolationError } from '@temporalio/workflow';
import { loadConfig } from '../../config.ts';
import { createLogger, installRuntime } from '../../worker/logger.ts';
import { prebuiltBundle } from '../../worker/workflow-bundle.ts';
import * as workflows from '../../workflows/index.ts';
import { essentials } from './essentials.ts';
import { historiesFolder, presentVersion, readHistories, recordingFolder } from './histories.ts';
import type { StoredHistory } from './histories.ts';
import { bundlePatched, growResources, imaginary } from './patched-bundle.ts';
import type { Patches } from './patched-bundle.ts';
import { replayAll, startedOf } from './replay-all.ts';
import type { HistoryJson } from './scrub-history.ts';
import { scrubbedIdentity } from './scrub-history.ts';

const mostKibibytes = 90;

/** The same run, had its first activity been another one. */
function altered(history: HistoryJson): HistoryJson {
  const changed = structuredClone(history);
  const scheduled = changed.events.find((event) => 'activityTaskScheduledEventAttributes' in event);
  assert.ok(scheduled, 'a history without an activity cannot be altered like this');
  const attributes = scheduled['activityTaskScheduledEventAttributes'] as { activityType: { name: string } };
  attributes.activityType.name = 'somethingElse';
  return changed;
}

/** Everything in a history that a person could read, payloads included. */
function readable({ text }: StoredHistory): string {
  const payloads = [...text.matchAll(/"data":"([^"]*)"/g)].map(([, data]) => Buffer.from(data ?? '', 'base64'));
  return [text, ...payloads.map(String)].join('\n');
}

const nameOf = ({ version, file }: StoredHistory) => `${version}/${file}`;

/** Histories that a loop with a constant instead of recorded data could not replay: everything was wanted by no name. */
const bareLoops = [
  '0.1.0/bare-first-load.json',
  '0.1.0/bare-paused-and-resumed.json',
  '0.1.0/bare-renamed.json',
  '0.1.0/bare-continued.json',
  '0.2.0/first-load.json',
  '0.2.0/paused-and-resumed.json',
  '0.2.0/renamed.json',
  '0.2.0/renamed-next.json',
  '0.2.0/continued.json',
  '0.2.0/continued-next.json',
];

/** The same of an owner's people, everything of whom is read too. */
const barePeople = ['0.4.0/members.json', '0.4.0/members-all.json'];
const controls = [...bareLoops, ...barePeople];

/** Loops as they must not be: what they read comes from the contract. */
const careless: Patches = {
  'contract.ts': growResources,
  'repository/landed-cycle.ts': (text) =>
    text.replace(
      /const landedResources[^=]*= \[[^\]]*\];/,
      `import { resources } from '../contract.ts';\nconst landedResources = resources;`,
    ),
  'repository/read-waves.ts': (text) =>
    text.replace(
      'const lists = plan.filter(',
      `const { resources } = require('../contract.ts');
       const others = resources.filter((resource) => !plan.some((one) => one.resource === resource));
       const all = [...plan, ...others.map((resource) => ({ resource, isList: true, isDue: true, after: [] }))];
       const lists = all.filter(`,
    ),
  'sync-members.ts': (text) =>
    text.replace(
      'left: owners,\n    resources,',
      `left: owners,
       resources: require('./contract.ts').ownerResources.filter((name) => !/^owner/.test(name)),`,
    ),
};

type Replayed = Awaited<ReturnType<typeof replayAll>>;

describe('recorded histories', () => {
  const histories = readHistories();
  const all = histories.map(({ history }) => history);
  const alterable = histories
    .filter(({ text }) => text.includes('activityTaskScheduledEvent'))
    .map((stored) => ({ name: nameOf(stored), history: altered(stored.history) }));
  let replayed: Replayed;
  let alteredReplayed: Replayed;

  before(async function () {
    this.timeout(180_000);
    installRuntime(createLogger('silent'));
    const workflowBundle = await prebuiltBundle(loadConfig().cacheFolder);
    replayed = await replayAll(workflowBundle, all);
    alteredReplayed = await replayAll(
      workflowBundle,
      alterable.map(({ history }) => history),
    );
  });

  it('exist for every workflow type', () => {
    const recorded = new Set(histories.map(({ history }) => startedOf(history).workflowType.name));
    const { default: _unknownType, ...known } = workflows;
    assert.deepEqual([...recorded].sort(), Object.keys(known).sort());
  });

  it('are kept for every version, and the recorder writes into the present one alone', () => {
    const versions = [...new Set(histories.map(({ version }) => version))];
    assert.deepEqual(versions, Object.keys(essentials));
    assert.equal(versions.at(-1), presentVersion);
    assert.equal(recordingFolder(), `${historiesFolder}${presentVersion}/`);
    for (const version of versions.slice(0, -1)) {
      assert.throws(() => recordingFolder(version), new RegExp(`of ${version} are kept as they are`));
    }
  });

  for (const [version, ofVersion] of Object.entries(essentials)) {
    for (const [file, essential] of Object.entries(ofVersion)) {
      it(`${version}/${file} holds what it was recorded for`, () => {
        const stored = histories.find((one) => one.version === version && one.file === file);
        for (const one of [essential].flat()) assert.match(stored ? readable(stored) : 'It is missing.', one);
      });
    }
  }

  for (const stored of histories) {
    it(`${nameOf(stored)} is replayed by the present code`, () => replayed(stored.history));

    it(`${nameOf(stored)} is small and tells nothing of the machine`, () => {
      assert.ok(stored.text.length < mostKibibytes * 1024, `${stored.text.length} bytes`);
      const identities = [...stored.text.matchAll(/"identity":"([^"]*)"/g)].map(([, identity]) => identity);
      assert.deepEqual([...new Set(identities)], [scrubbedIdentity]);
      assert.doesNotMatch(readable(stored), /"stackTrace":"[^"]|file:\/\/|\/(home|root|tmp|Users)\/|rig-token/);
    });
  }

  for (const { name, history } of alterable) {
    it(`${name} is refused when its first activity is another one`, () =>
      assert.rejects(alteredReplayed(history), DeterminismViolationError));
  }

  describe('when the code knows one more resource', function () {
    this.timeout(180_000);
    let grown: Replayed;
    let grownCarelessly: Replayed;

    before(async () => {
      const bundle = await bundlePatched({ 'contract.ts': growResources });
      for (const name of imaginary) assert.match(bundle.code, new RegExp(`'${name}'`));
      grown = await replayAll(bundle, all);
      const bare = histories.filter((stored) => controls.includes(nameOf(stored)));
      grownCarelessly = await replayAll(
        await bundlePatched(careless),
        bare.map(({ history }) => history),
      );
    });

    for (const stored of histories) {
      it(`${nameOf(stored)} is replayed`, () => grown(stored.history));
    }

    for (const name of controls) {
      it(`${name} would stop if a loop took what it reads from the code`, async () => {
        const stored = histories.find((one) => nameOf(one) === name);
        assert.ok(stored, 'it is missing');
        await assert.rejects(grownCarelessly(stored.history), DeterminismViolationError);
      });
    }
  });
});
