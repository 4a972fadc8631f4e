import type { Command } from 'commander';
import { parseRepositoryName } from '../../../workflows/inputs/repository-name.ts';
import { createDisplay } from '../board/display.ts';
import type { Context, Rebuilt } from '../context.ts';
import { withOwnerUrl } from '../databases.ts';
import { parsed } from '../parsed.ts';

const count = (number: number) => number.toLocaleString('en-US');
const answers = (number: number) => `${count(number)} ${number === 1 ? 'answer' : 'answers'}`;

function sentences({ repository, pages, refusedPages, isWhole, rows }: Rebuilt): string[] {
  const tables = rows.map(({ table, rows: number }) => `${table} ${count(number)}`).join(', ');
  return [
    `${repository} is rebuilt from ${answers(pages)}. Rows stored now: ${tables || 'none'}.`,
    ...(isWhole ? [] : ['Older answers are gone, so rows were corrected, and what only those told stays as it was.']),
    ...(refusedPages > 0
      ? [`${answers(refusedPages)} could not be read in full; the gaps are named in report.gaps.`]
      : []),
    `"repometer kpis refresh --repository ${repository}" computes its months anew now; otherwise the daily run does.`,
  ];
}

async function rebuild(context: Context, repository: string): Promise<void> {
  const { say, stderr } = context.output;
  const display = stderr.isTTY ? createDisplay(stderr) : undefined;
  const onProgress = (done: number, all: number) =>
    display?.show(`${repository}: ${count(done)} of ${answers(all)} read again`);
  try {
    const rebuilt = await withOwnerUrl(context, (url) => context.rebuild(url, repository, onProgress));
    display?.end();
    sentences(rebuilt).forEach(say);
  } finally {
    display?.end();
  }
}

/** Adds `rebuild`. */
export function addRebuild(program: Command, context: Context): void {
  program
    .command('rebuild')
    .description("make a repository's typed tables anew from the stored answers, without asking GitHub")
    .argument('<owner/name>', 'the repository', parsed(parseRepositoryName))
    .addHelpText(
      'after',
      '\nIt is one transaction: readers see the old rows until it ends, and an interrupted one changes nothing. What its' +
        '\nloop stores meanwhile waits for it, so the loop need not be paused; other repositories go on.' +
        '\nAnswers are kept for REPOMETER_RAW_DAYS days. Once old ones are gone, rows are corrected and none is deleted.' +
        '\n\nExample:\n  $ repometer rebuild golang/go',
    )
    .action((repository: string) => rebuild(context, repository));
}
