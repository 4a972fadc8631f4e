import type { Command } from 'commander';
import { areas } from '../doctor/finding.ts';
import type { Area, Finding } from '../doctor/finding.ts';
import { examine } from '../doctor/examine.ts';
import { formatRows } from '../tables/format-rows.ts';
import type { Table } from '../../reports/table.ts';
import { shownValue } from '../tables/shown-value.ts';
import type { Context } from '../context.ts';
import { chosenFormat, formatOption, safeCsvOption } from '../format-option.ts';
import type { FormatOptions } from '../format-option.ts';
import { parsedList } from '../parsed.ts';

const columns = ['area', 'check', 'result', 'found', 'advice'] as const;
const text = 25; // object id of the Postgres type

function asTable(found: Finding[]): Table {
  return {
    columns: columns.map((name) => ({ name, type: text })),
    rows: found.map((finding) => columns.map((name) => finding[name])),
  };
}

/** One line a check. */
function asLines(found: Finding[]): string {
  const names = found.map(({ area, check }) => `${area} ${check}`);
  const width = Math.max(...names.map((name) => name.length));
  const line = ({ result, found: what, advice }: Finding, place: number) =>
    `${result.padEnd(7)}  ${names[place]!.padEnd(width)}  ${shownValue([what, advice].filter(Boolean).join(' '), text, {})}\n`;
  return found.map(line).join('');
}

function summary(found: Finding[]): string {
  const count = (result: Finding['result']) => found.filter((finding) => finding.result === result).length;
  const [failures, warnings] = [count('failed'), count('warning')];
  if (failures + warnings === 0) return 'All is well.';
  const parts = [failures > 0 && `${failures} failed`, warnings > 0 && `${warnings} to know about`].filter(Boolean);
  return `Of ${found.length} ${found.length === 1 ? 'check' : 'checks'}: ${parts.join(', ')}.`;
}

function parseArea(name: string): Area {
  const area = areas.find((known) => known === name);
  if (area) return area;
  throw new Error(`There is no area ${JSON.stringify(name)} to check; known are ${areas.join(', ')}.`);
}

/** Adds `doctor`. */
export function addDoctor(program: Command, context: Context): void {
  program
    .command('doctor')
    .description('check the token and its quota, Postgres, Temporal, versions and the home, and say what to do')
    .argument('[area...]', `only these (${areas.join(', ')}); all where none is named`, parsedList(parseArea))
    .addOption(formatOption())
    .addOption(safeCsvOption())
    .addHelpText(
      'after',
      '\nEach check is ok, a warning, or failed; one that failed makes the exit code 1.' +
        '\n\nExample:\n  $ repometer doctor postgres temporal --format json',
    )
    .action(async (named: Area[] | undefined, options: FormatOptions) => {
      const format = chosenFormat(options);
      const { print, say } = context.output;
      const wanted = areas.filter((area) => !named?.length || named.includes(area));
      const found = await examine(context, program.version() ?? '', wanted);
      print(format === 'table' ? asLines(found) : formatRows(asTable(found), format));
      if (found.some(({ result }) => result === 'failed')) throw new Error(summary(found));
      say(summary(found));
    });
}
