import { readFileSync } from 'node:fs';

/** Packages of a file beside this one, `name==version` each, the peer's own first. */
export function readRequirements(file: string): string[] {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  return text.split('\n').filter(Boolean);
}
