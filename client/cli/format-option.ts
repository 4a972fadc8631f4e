import { Option } from 'commander';
import { formats } from '../reports/table.ts';

/** The option `--format`, the same for every command that prints rows. */
export function formatOption(): Option {
  return new Option('--format <format>', 'how to print the rows').choices(formats).default('table');
}
