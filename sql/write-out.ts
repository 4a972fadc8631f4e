import { readFileSync } from 'node:fs';
import pg from 'pg';
import { parameterTokens } from './query.ts';

/**
 * A statement of this folder as people can run it: its comment apart, its values written in as literals.
 *
 * @param file path below `sql/` without the ending
 * @param values one value for each `:name` of the file
 * @returns `comment`, the leading comment without its marks; `text`, ending without a semicolon
 * @throws Error when a name has no value
 */
export function writeOut(file: string, values: Readonly<Record<string, string>>): { comment: string; text: string } {
  const read = readFileSync(new URL(`${file}.sql`, import.meta.url), 'utf8');
  const [leading = ''] = /^(?:--[^\n]*\n)*/.exec(read) ?? [];
  const text = read.slice(leading.length).replace(parameterTokens, (token, _identifier, name: string | undefined) => {
    if (name === undefined) return token;
    const value = values[name];
    if (value === undefined) throw new Error(`sql/${file}.sql: nothing is given for :${name}.`);
    return pg.escapeLiteral(value);
  });
  return { comment: uncomment(leading), text: text.trim().replace(/;$/, '') };
}

/** What the leading comment of a statement of this folder says, line by line as it stands there. */
export function readComment(file: string): string {
  const read = readFileSync(new URL(`${file}.sql`, import.meta.url), 'utf8');
  return uncomment(/^(?:--[^\n]*\n)*/.exec(read)?.[0] ?? '');
}

const uncomment = (comment: string) => comment.replaceAll(/^-- ?/gm, '').trimEnd();
