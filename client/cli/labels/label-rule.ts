/** Definitions that the product has; others are their authors' own, by SQL. */
export const definitions = ['vocabulary', 'substring', 'label'] as const;

/** How a pattern is compared. */
export const kinds = ['exact', 'prefix', 'substring', 'regex'] as const;

export type Kind = (typeof kinds)[number];

/** Categories that have rules from the beginning on; a rule may name any other. */
export const defaultCategories = [
  'breaking_change',
  'bug',
  'build',
  'dependencies',
  'documentation',
  'duplicate',
  'feature',
  'invalid',
  'maintenance',
  'needs_information',
  'performance',
  'question',
  'security',
  'tests',
  'wontfix',
] as const;

/** What `label_quality` counts, all that the definitions of others know. */
const measured = ['bug', 'performance'];

/** A rule as it is named on the command line. */
export interface LabelRule {
  definition: (typeof definitions)[number];
  category: string;
  kind: Kind;
  pattern: string;
}

/**
 * A category as rules write it, in lower case.
 *
 * @throws Error with a sentence
 */
export function parseCategory(text: string): string {
  const category = text.trim().toLowerCase();
  if (category === 'uncategorised') {
    throw new Error('uncategorised is what no rule takes; give the category another name.');
  }
  if (category === 'defect') throw new Error('The category of defects is called bug.');
  if (/^[^\p{Cc}]{1,50}$/u.test(category)) return category;
  throw new Error(`--category must be a word of at most 50 letters, such as bug, not ${JSON.stringify(text)}.`);
}

/** @throws Error with a sentence */
export function parsePattern(text: string): string {
  if (text.trim() !== '') return text;
  throw new Error('--pattern must be the name of a label, or a part of one.');
}

/** Why a category can mean nothing to a definition, as a sentence; null: it can. */
export function refuseCategory({ definition, category }: Pick<LabelRule, 'definition' | 'category'>): string | null {
  if (definition === 'vocabulary' || measured.includes(category)) return null;
  return `Under ${definition} only ${measured.join(' and ')} are counted, not ${category}; leave out --definition.`;
}
