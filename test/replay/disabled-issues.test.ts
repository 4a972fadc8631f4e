import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Worker } from '@temporalio/worker';
import type { WorkflowBundleOption } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { loadConfig } from '../../config.ts';
import { createLogger, installRuntime } from '../../worker/logger.ts';
import { prebuiltBundle } from '../../worker/workflow-bundle.ts';
import { bundlePatched } from './patched-bundle.ts';
import type { HistoryJson } from './scrub-history.ts';

/** A loop of before whose issues were switched off and on again: its phase was `disabled`, which no recorder can make any more. */
const file = new URL('kept/issues-disabled.json', import.meta.url);

describe('a loop that told of disabled issues as its phase', function () {
  this.timeout(60_000);
  const history = JSON.parse(readFileSync(file, 'utf8')) as HistoryJson;
  const change = "patched('disabled-issues-are-a-note')";
  const replay = (workflowBundle: WorkflowBundleOption) =>
    Worker.runReplayHistory({ workflowBundle }, history, 'sync/acme/silent');
  before(() => installRuntime(createLogger('silent')));

  it('is replayed with the phases that it showed', async () => replay(await prebuiltBundle(loadConfig().cacheFolder)));

  it('would stop if all code called it a note', async () => {
    const bundle = await bundlePatched({ 'repository/repository-loop.ts': (text) => text.replace(change, 'true') });
    await assert.rejects(replay(bundle), DeterminismViolationError);
  });
});
