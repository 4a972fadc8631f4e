import { createDb } from '../../../sql/db.ts';
import { runSql } from '../../../sql/query.ts';
import type { Db } from '../../../sql/query.ts';
import type { Context } from '../context.ts';
import { withOwnerUrl } from '../databases.ts';
import { usageError } from '../usage-error.ts';
import type { LabelRule } from './label-rule.ts';

interface Added {
  is_added: boolean;
  /** The pattern as it is compared; null: the rule was there. */
  needle: string | null;
  /** Whose months count anew. */
  repositories: number;
  [column: string]: unknown;
}

interface Removed {
  kind: string;
  pattern: string;
  repositories: number;
  [column: string]: unknown;
}

const invalidRegex = '2201B';

function asOwner<T>(context: Context, work: (db: Db) => Promise<T>): Promise<T> {
  return withOwnerUrl(context, async (url) => {
    const db = createDb(url, { size: 1, name: 'repometer labels' });
    return work(db).finally(() => db.end());
  });
}

/**
 * Adds a label rule, as the owner of the database.
 *
 * @throws CommanderError when the pattern is no regular expression of Postgres
 */
export async function addRule(context: Context, rule: LabelRule): Promise<Added> {
  try {
    const [added] = await asOwner(context, (db) => runSql<Added>(db, 'kpi/rules/add_rule', { ...rule }));
    return added!;
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    if (code !== invalidRegex) throw error;
    throw usageError(`--pattern ${JSON.stringify(rule.pattern)} is no regular expression: Postgres says "${message}".`);
  }
}

/** Removes the rules of a definition and category with that pattern in any case, of one kind or of all. @returns those removed */
export function removeRules(context: Context, rule: Omit<LabelRule, 'kind'> & Partial<LabelRule>): Promise<Removed[]> {
  const values = { ...rule, kind: rule.kind ?? null };
  return asOwner(context, (db) => runSql<Removed>(db, 'kpi/rules/remove_rules', values));
}
