import { rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import type { BundleOptions } from '@temporalio/worker';

/** The SDK compiles no `.ts` below node_modules, which is where an installed package has its workflows. */
const compileInNodeModules: BundleOptions['webpackConfigHook'] = (config) => {
  const rules = config.module?.rules?.map((rule) =>
    rule && typeof rule === 'object' && String(rule.test) === String(/\.ts$/) ? { ...rule, exclude: [] } : rule,
  );
  return { ...config, module: { ...config.module, rules } };
};

/** Bundles the workflows into the file that is named on the command line; whole or not at all. */
const [target = ''] = process.argv.slice(2);
const { code } = await bundleWorkflowCode({
  workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)),
  logger: new DefaultLogger('WARN'),
  webpackConfigHook: compileInNodeModules,
});
const part = `${target}.${process.pid}`;
await writeFile(part, code);
await rename(part, target);
