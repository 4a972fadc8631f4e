import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { loadConfig } from '../../config.ts';
import { builtFolder } from '../../programs.ts';
import { buildInto } from './build-into.ts';

// Compiles the programs into dist, whole or not at all: npm run build

const part = `${builtFolder}.${process.pid}`;
try {
  mkdirSync(part);
  await buildInto(part, loadConfig().cacheFolder);
  rmSync(builtFolder, { recursive: true, force: true });
  renameSync(part, builtFolder);
} finally {
  rmSync(part, { recursive: true, force: true });
}
