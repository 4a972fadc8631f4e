import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Changes a file's text; by its path below `workflows/`. */
export type Patches = Record<string, (text: string) => string>;

/**
 * The workflows as somebody might write them next, bundled as a worker bundles them.
 *
 * @throws AssertionError when a patch changes nothing: then it would prove nothing
 */
export async function bundlePatched(patches: Patches): Promise<{ code: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'repometer-patched-'));
  try {
    for (const name of ['package.json', 'workflows']) cpSync(join(root, name), join(folder, name), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    for (const [name, patch] of Object.entries(patches)) {
      const file = join(folder, 'workflows', name);
      const text = readFileSync(file, 'utf8');
      const patched = patch(text);
      assert.notEqual(patched, text, `the patch of ${name} found nothing to change`);
      writeFileSync(file, patched);
    }
    return await bundleWorkflowCode({
      workflowsPath: join(folder, 'workflows/index.ts'),
      logger: new DefaultLogger('WARN'),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the imaginary resources are called, of a repository and of an owner. */
export const imaginary = ['imaginary', 'imaginary_of_owner'] as const;

/**
 * One more resource of a repository and one more of an owner, in the middle of the lists. Who follows whom stands where workflows
 * cannot look (activities/): a workflow hears it from what was recorded.
 */
export function growResources(contract: string): string {
  assert.doesNotMatch(contract, /followers/, 'the contract knows followers again: let the imaginary one follow, too');
  const [ofRepository, ofOwner] = imaginary;
  const grown = contract.replace(/(export const resources = \[[^\]]*?'issues',)/, `$1 '${ofRepository}',`);
  const both = grown.replace(/(export const ownerResources = \[[^\]]*?'members',)/, `$1 '${ofOwner}',`);
  for (const name of imaginary) assert.match(both, new RegExp(`'${name}'`), 'a list of resources was not found');
  return both;
}
