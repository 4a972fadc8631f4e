import type { PlainIssue } from './plain-label-kpis.ts';

/** A rule of the definition `vocabulary`. */
export interface PlainRule {
  category: string;
  kind: string;
  pattern: string;
}

/** A row of `report.label_categories_monthly`, as far as it follows from issues and rules alone. */
export interface PlainCategoryRow {
  /** First day, YYYY-MM-DD. */
  month: string;
  category: string;
  issues_opened: number;
  issues_closed: number;
  share: number | null;
}

const prefixes =
  'type|types|kind|category|categories|cat|area|topic|scope|component|comp|module|issue|issuetype|tag|tags|theme|tenet|impact|status|state|resolution|triage|closed'.split(
    '|',
  );

/** Of a word, whatever alphabet it is in: by the tables of Unicode that Node has. */
const isOfWord = (sign: string) => /[\p{L}\p{N}\p{M}+#]/u.test(sign) && !/[\ufe00-\ufe0f\u20d0-\u20ff]/.test(sign);

function signsOf(text: string): string {
  return [...text].map((sign) => (isOfWord(sign) ? sign : /\s/.test(sign) ? ' ' : '/')).join('');
}

function wordsOf(text: string): string {
  let rest = signsOf(text).replace(/^[ /]+/, '');
  for (;;) {
    const [, word, behind] = /^([^ /]+|issue[ /]type)([ /]*\/[ /]*)[^ /]/.exec(rest) ?? [];
    if (word === undefined || behind === undefined) break;
    const left = rest.slice(word.length + behind.length);
    const isLetter = /^[acit]$/.test(word) && / ?\/ ?/.exec(behind)![0] === behind && /^[^ /+#]{2}/.test(left);
    if (!isLetter && !prefixes.includes(word.replace(/[ /]/, ''))) break;
    rest = left;
  }
  return rest
    .split(/[ /]+/)
    .flatMap((word) => word.replace(/^[+#]+/, '').split(/[+#]+(?=[^+#])/))
    .filter((word) => word !== '')
    .join(' ');
}

/** `kpi.lower_case` once more: letter by letter, so that İ is i, and the sigma at the end of a word is one. */
export const plainLowerCase = (text: string) => text.replaceAll('İ', 'i').toLowerCase().replaceAll('ς', 'σ');

/** `kpi.normalise_label` once more, with what Node knows of letters, to compare with. */
export function plainNormalise(label: string): string {
  const shown = label.replaceAll(/['’‘`´ʼ\u200b-\u200d\u2060\ufeff\u00ad]/g, '');
  const folded = plainLowerCase(shown.normalize('NFKC'));
  const spoken = folded.replaceAll(/(^| ):[a-z0-9_+-]+:/g, ' ');
  return wordsOf(spoken) || wordsOf(folded) || folded.trim() || label;
}

function takes({ kind, pattern }: PlainRule, label: string): boolean {
  const [words, wanted] = [plainNormalise(label).split(' '), plainNormalise(pattern).split(' ')];
  const isAt = (place: number) => wanted.every((word, nth) => words[place + nth] === word);
  if (kind === 'exact') return words.join('') === wanted.join('');
  if (kind === 'prefix') return isAt(0);
  if (kind === 'substring') return words.some((_, place) => isAt(place));
  return new RegExp(pattern, 'i').test(words.join(' '));
}

/** The categories that rules give a label. */
export function plainCategories(rules: readonly PlainRule[], label: string): string[] {
  return [...new Set(rules.filter((rule) => takes(rule, label)).map(({ category }) => category))].sort();
}

/**
 * Categories by month through plain loops over issues: the definition of `sql/kpi/label_categories_monthly.sql` once more.
 *
 * @param asOf day (YYYY-MM-DD, UTC) at whose end the rows stand
 * @returns rows ordered by month, then category
 */
export function plainLabelCategoriesMonthly(
  issues: readonly PlainIssue[],
  rules: readonly PlainRule[],
  asOf: string,
): PlainCategoryRow[] {
  const end = new Date(Date.parse(`${asOf}T00:00:00Z`) + 24 * 3_600_000).toISOString();
  const monthOf = (at: string) => `${new Date(at).toISOString().slice(0, 7)}-01`;
  const isBefore = (at: string) => Date.parse(at) < Date.parse(end);
  const own = issues
    .filter(({ pull_request, created_at }) => !pull_request && isBefore(created_at))
    .map(({ created_at, closed_at, labels }) => {
      const names = (labels ?? []).map((label) => (typeof label === 'string' ? label : (label.name ?? '')));
      const categories = [...new Set(names.flatMap((name) => plainCategories(rules, name)))];
      const closed = closed_at && isBefore(closed_at) ? monthOf(closed_at) : null;
      const opened = monthOf(created_at);
      return {
        categories: categories.length > 0 ? categories : ['uncategorised'],
        opened,
        closed: closed && closed < opened ? opened : closed,
      };
    });
  const rows: PlainCategoryRow[] = [];
  const [first] = own.map(({ opened }) => opened).sort();
  for (const category of new Set(own.flatMap(({ categories }) => categories))) {
    const hits = own.filter(({ categories }) => categories.includes(category));
    for (let month = first!; month <= monthOf(`${asOf}T00:00:00Z`); month = nextMonth(month)) {
      const all = own.filter(({ opened }) => opened === month).length;
      const opened = hits.filter((issue) => issue.opened === month).length;
      const closed = hits.filter((issue) => issue.closed === month).length;
      const share = all === 0 ? null : opened / all;
      rows.push({ month, category, issues_opened: opened, issues_closed: closed, share });
    }
  }
  return rows.sort((a, b) => compare(a.month, b.month) || compare(a.category, b.category));
}

function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10);
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
