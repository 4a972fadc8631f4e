import { Option } from 'commander';
import type { Command } from 'commander';
import { readReport } from '../../reports/read-report.ts';
import { pickColumns } from '../../reports/table.ts';
import type { Context } from '../context.ts';
import { readDatabase } from '../databases.ts';
import { chosenFormat, formatOption, safeCsvOption } from '../format-option.ts';
import type { FormatOptions } from '../format-option.ts';
import { addRule, removeRules } from '../labels/change-rules.ts';
import { definitions, kinds, parseCategory, parsePattern, refuseCategory } from '../labels/label-rule.ts';
import type { Kind, LabelRule } from '../labels/label-rule.ts';
import { parsed } from '../parsed.ts';
import { formatRows } from '../tables/format-rows.ts';
import { lineWidth } from '../terminal.ts';
import { usageError } from '../usage-error.ts';

type RuleOptions = Omit<LabelRule, 'kind'> & { kind?: Kind };

const columns = ['definition', 'category', 'kind', 'pattern', 'needle', 'since_version', 'added_at'];

/** What becomes of the numbers. */
function sayConsequence({ output }: Context, definition: string, repositories: number): void {
  const snapshots =
    'label_quality follows from its next snapshot on; older ones keep the rules that they were made with.';
  if (definition !== 'vocabulary') return output.say(snapshots);
  const whose = repositories === 1 ? 'the repository' : `all ${repositories} repositories`;
  if (repositories > 0) {
    output.say(
      `Every month of label_categories_monthly of ${whose} is computed anew: with the next cycle of its loop, or now by "repometer kpis refresh".`,
    );
  }
  output.say(snapshots);
}

const describe = ({ category, pattern }: Pick<LabelRule, 'category' | 'pattern'>, kind: string) =>
  `${category}: ${kind} ${JSON.stringify(pattern)}`;

async function add(context: Context, { kind = 'exact', ...given }: RuleOptions): Promise<void> {
  const refusal = refuseCategory(given);
  if (refusal !== null) throw usageError(refusal);
  const { is_added: isAdded, needle, repositories } = await addRule(context, { ...given, kind });
  const { say } = context.output;
  if (!isAdded) return say(`The rule ${describe(given, kind)} is there already; nothing has changed.`);
  const compared = needle === given.pattern ? '' : `, compared as ${JSON.stringify(needle)}`;
  say(`The rule ${describe(given, kind)} was added${compared}.`);
  sayConsequence(context, given.definition, repositories);
}

async function remove(context: Context, given: RuleOptions): Promise<void> {
  const removed = await removeRules(context, given);
  if (removed.length === 0) {
    const kind = given.kind ? `${given.kind} ` : '';
    throw new Error(
      `Under ${given.definition}, ${given.category} has no rule ${kind}${JSON.stringify(given.pattern)}; "repometer labels rule list" shows them.`,
    );
  }
  for (const { kind, pattern } of removed) {
    context.output.say(`The rule ${describe({ ...given, pattern }, kind)} was removed.`);
  }
  sayConsequence(context, given.definition, removed[0]!.repositories);
}

async function list(context: Context, options: FormatOptions & Partial<LabelRule>): Promise<void> {
  const format = chosenFormat(options);
  const all = pickColumns(await readDatabase(context, (db) => readReport(db, 'label_rules')), columns);
  const wanted = columns.map((name) => ({ definition: options.definition, category: options.category })[name]);
  const rows = all.rows.filter((row) => wanted.every((value, place) => value === undefined || row[place] === value));
  const { print, say, stdout } = context.output;
  if (rows.length === 0) say('No such rule; "repometer labels rule add" adds one.');
  if (rows.length === 0 && format === 'table') return;
  print(formatRows({ ...all, rows }, format, { isRounded: true, width: lineWidth(stdout) }));
}

const definitionOption = (description: string) => new Option('--definition <name>', description).choices(definitions);

function addChange(rule: Command, name: 'add' | 'remove'): Command {
  return rule
    .command(name)
    .addOption(definitionOption('whose rule it is').default('vocabulary'))
    .requiredOption('--category <name>', 'what such a label means, such as bug', parsed(parseCategory))
    .requiredOption('--pattern <text>', 'the name of a label, or a part of one, in any case', parsed(parsePattern));
}

/** Adds `labels rule add`, `remove` and `list`. */
export function addLabelsRule(labels: Command, context: Context): void {
  const rule = labels.command('rule').description('rules that give labels a category').enablePositionalOptions();
  const kindOption = (description: string) => new Option('--kind <kind>', description).choices(kinds);
  addChange(rule, 'add')
    .description('add a rule; numbers by category are computed anew')
    .addOption(kindOption('how the pattern is compared').default('exact'))
    .addHelpText(
      'after',
      '\nexact: the whole name; prefix: its first words; substring: words of it; regex: a regular expression of Postgres.' +
        '\n\nExample:\n  $ repometer labels rule add --category bug --pattern "needs fix"',
    )
    .action((options: RuleOptions) => add(context, options));
  addChange(rule, 'remove')
    .description('remove a rule; numbers by category are computed anew')
    .addOption(kindOption('only a rule of this kind'))
    .addHelpText('after', '\nExample:\n  $ repometer labels rule remove --category bug --pattern fix')
    .action((options: RuleOptions) => remove(context, options));
  rule
    .command('list')
    .description('every rule')
    .addOption(definitionOption('only rules of this definition'))
    .option('--category <name>', 'only rules of this category', parsed(parseCategory))
    .addOption(formatOption())
    .addOption(safeCsvOption())
    .addHelpText('after', '\nExample:\n  $ repometer labels rule list --category bug')
    .action((options: FormatOptions & Partial<LabelRule>) => list(context, options));
}
