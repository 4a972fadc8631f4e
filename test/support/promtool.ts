import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { existsSync } from 'node:fs';
import { loadConfig } from '../../config.ts';
import { installDebianPackage } from './debian-package.ts';

const find = () =>
  loadConfig()
    .searchPath.split(delimiter)
    .map((folder) => join(folder, 'promtool'))
    .find((file) => existsSync(file));

function requirePromtool(): string {
  const found = find();
  if (found) return found;
  installDebianPackage('prometheus', 'the tests of metrics');
  const installed = find();
  if (installed) return installed;
  throw new Error('The tests of metrics need promtool: install Prometheus (Debian: apt-get install prometheus).');
}

/** @returns what `promtool check metrics` has against metrics in the text form of Prometheus, a line each; none: they are well */
export function checkMetrics(text: string): string[] {
  const { status, stdout, stderr, error } = spawnSync(requirePromtool(), ['check', 'metrics'], {
    input: text,
    encoding: 'utf8',
  });
  if (error) throw error;
  const lines = `${stdout}${stderr}`.split('\n').filter(Boolean);
  return status === 0 ? lines : [`promtool ended with ${status}.`, ...lines];
}
