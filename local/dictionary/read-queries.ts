import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { productFolder } from '../../programs.ts';

/** A query that is ready to be run, as its file in `docs/queries/` has it. */
export interface Query {
  /** Its file, without the ending. */
  name: string;
  /** What it answers. */
  question: string;
  /** What must be known of the answer; paragraphs. */
  notes: string;
  sql: string;
}

/**
 * The ready queries, in the order of their files. A file begins with a comment: the question, a line that ends with a question
 * mark, then what must be known of the answer.
 *
 * @throws Error when a file does not begin so
 */
export function readQueries(): Query[] {
  const folder = join(productFolder, 'docs', 'queries');
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  return files.sort().map((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const [, comment = ''] = /^((?:--[^\n]*\n)+)/.exec(text) ?? [];
    const [question = '', ...notes] = comment
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/^-- ?/, ''));
    if (!question.endsWith('?')) throw new Error(`docs/queries/${file} must begin with its question, "-- …?".`);
    return {
      name: file.slice(0, -'.sql'.length),
      question,
      notes: notes.join('\n'),
      sql: text.slice(comment.length).trimEnd(),
    };
  });
}
