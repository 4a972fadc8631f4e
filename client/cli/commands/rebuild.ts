import type { Command } from 'commander';
import { createDisplay } from '../board/display.ts';
import type { Context, Rebuilt } from '../context.ts';
import { withOwnerUrl } from '../databases.ts';
import { parsed } from '../parsed.ts';
import { parseSubject } from './parse-subject.ts';

const count = (number: number) => number.toLocaleString('en-US');
const answers = (number: number) => `${count(number)} ${number === 1 ? 'answer' : 'answers'}`;

function sentences({ subject, pages, refusedPages, isWhole, rows }: Rebuilt): string[] {
  const tables = rows.map(({ table, rows: number }) => `${table} ${count(number)}`).join(', ');
  return [
    `${subject} is rebuilt from ${answers(pages)}. Rows stored now: ${tables || 'none'}.`,
    ...(isWhole ? [] : ['Older answers are gone, so rows were corrected, and what only those told stays as it was.']),
    ...(refusedPages > 0
      ? [`${answers(refusedPages)} could not be read in full; the gaps are named in report.gaps.`]
      : []),
    subject.includes('/')
      ? `"repometer kpis refresh --repository ${subject}" computes its months anew now; otherwise the next cycle of its loop does.`
      : 'Since when people and repositories are there no answer tells, so these times stayed as they were.',
  ];
}

async function rebuild(context: Context, subject: string): Promise<void> {
  const { say, stderr } = context.output;
  const display = stderr.isTTY ? createDisplay(stderr) : undefined;
  const onProgress = (done: number, all: number) =>
    display?.show(`${subject}: ${count(done)} of ${answers(all)} read again`);
  try {
    const rebuilt = await withOwnerUrl(context, (url) => context.rebuild(url, subject, onProgress));
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
    .description("make a repository's or an owner's typed tables anew from the stored answers, without asking GitHub")
    .argument(
      '<owner/name | owner>',
      'the repository; or the owner, whose repositories are left alone',
      parsed(parseSubject),
    )
    .addHelpText(
      'after',
      '\nIt is one transaction: readers see the old rows until it ends, and an interrupted one changes nothing. What its' +
        '\nloop stores meanwhile waits for it, so the loop need not be paused; other repositories go on.' +
        '\nOf an owner its list of repositories, its teams and its people; not since when these are there, which no answer tells.' +
        '\nEvents are left alone: one that is stored never changes.' +
        '\nAnswers are kept for REPOMETER_RAW_DAYS days. Once old ones are gone, rows are corrected and none is deleted.' +
        '\n\nExample:\n  $ repometer rebuild golang/go',
    )
    .action((subject: string) => rebuild(context, subject));
}
