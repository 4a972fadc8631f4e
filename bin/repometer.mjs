#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { URL } from 'node:url';

/** The command. Loads nothing before the version of Node is known to be able to. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Repometer needs Node 20.19 or newer; this is ${process.versions.node}.\n`);
  process.exitCode = 1;
} else if (process.argv.length === 3 && ['-V', '--version'].includes(process.argv[2] ?? '')) {
  // What scripts ask for often is answered before all else is loaded.
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  process.stdout.write(`${version}\n`);
} else {
  const { isBuilt } = await import('./is-built.mjs');
  if (isBuilt()) {
    await import('../dist/repometer.mjs');
  } else {
    // Sources that were changed since the build run as they are.
    await import('./typescript.mjs');
    await import('../repometer.ts');
  }
}
