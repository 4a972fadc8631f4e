import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath, URL } from 'node:url';

const product = new URL('../', import.meta.url);

/**
 * Whether `dist` is what the build makes of the sources as they are now; true where there are none, as in an installed package.
 * By size and time of each: to read them would take as long as to compile them.
 */
export function isBuilt() {
  let inputs;
  try {
    inputs = JSON.parse(readFileSync(new URL('dist/inputs.json', product), 'utf8'));
  } catch {
    return false;
  }
  if (!statSync(new URL('repometer.ts', product), { throwIfNoEntry: false })) return true;
  return Object.entries(inputs).every(([file, [size, time]]) => {
    const found = statSync(fileURLToPath(new URL(file, product)), { throwIfNoEntry: false });
    return found?.size === size && found.mtimeMs === time;
  });
}
