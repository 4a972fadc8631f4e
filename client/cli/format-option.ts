import { Option } from 'commander';
import { formats } from '../reports/table.ts';
import type { Format } from '../reports/table.ts';
import { usageError } from './usage-error.ts';

/** What a command gets of `--format` and `--safe-csv`. */
export interface FormatOptions {
  format: (typeof formats)[number];
  safeCsv?: true | undefined;
}

/** The option `--format`, the same for every command that prints rows. */
export function formatOption(): Option {
  return new Option('--format <format>', 'how to print the rows').choices(formats).default('table');
}

/** The option `--safe-csv`, beside `--format`. */
export function safeCsvOption(): Option {
  const what = 'CSV for a spreadsheet: a text that it would take for a formula begins with an apostrophe';
  return new Option('--safe-csv', what).implies({ format: 'csv' });
}

/** @throws CommanderError when the two options contradict each other */
export function chosenFormat({ format, safeCsv }: FormatOptions): Format {
  if (!safeCsv) return format;
  if (format === 'csv') return 'safe-csv';
  throw usageError(`--safe-csv is CSV, not ${format}; leave out --format or --safe-csv.`);
}
