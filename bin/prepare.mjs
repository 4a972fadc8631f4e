import { existsSync } from 'node:fs';
import { fileURLToPath, URL } from 'node:url';

// npm runs this after it has installed what a checkout needs, and before it packs. Without what developing needs, nothing can be built.
if (existsSync(fileURLToPath(new URL('../node_modules/tsx', import.meta.url)))) {
  await import('./typescript.mjs');
  await import('../tools/build/main.ts');
}
