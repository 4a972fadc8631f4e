import type { Recomputed } from '../../../workflows/contract.ts';

const because: Readonly<Record<string, string>> = {
  'first computation': 'for the first time',
  'another definition': 'since their definition has changed',
  'whole source': 'since a source has become whole, or is no more',
  'another day': 'since another day has come',
  'asked for': 'as asked for',
  accounts: 'since somebody is a bot now, or is none any more',
  changes: 'since rows have changed',
};

const whyOf = (reason: string) => because[reason] ?? `since ${reason.replaceAll('_', ' ')} have changed`;

/** Of several batches the months as they are where all say the same, else from the first to the last of them. */
function monthsOf(batches: readonly (string | null)[]): string {
  const told = [...new Set(batches)].filter((months) => months !== null);
  if (told.length === 0) return 'everything';
  if (told.length === 1) return told[0]!;
  const first = told.map((months) => months.slice(0, 7)).sort()[0]!;
  const last = told
    .map((months) => months.slice(-7))
    .sort()
    .at(-1)!;
  return `months from ${first} to ${last}`;
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups.values()];
}

interface Line {
  family: string;
  /** Everything else of the line. */
  text: string;
}

/**
 * What a computation has counted anew, a line for each choice of months and reason with the families that it concerns.
 *
 * @param recomputed as its batches have told it
 */
export function formatRecomputed(recomputed: readonly Recomputed[]): string {
  if (recomputed.length === 0) return 'Nothing had to be counted anew.';
  const lines = groupBy(recomputed, ({ family, reason }) => `${family}/${reason}`).map((batches): Line => {
    const { family, reason } = batches[0]!;
    const repositories = batches.reduce((sum, batch) => sum + batch.repositories, 0);
    const whose = repositories === 1 ? '' : ` of ${repositories} repositories`;
    return { family, text: `${monthsOf(batches.map(({ months }) => months))}${whose}, ${whyOf(reason)}` };
  });
  return groupBy(lines, ({ text }) => text)
    .map((alike) => `Counted anew: ${alike[0]!.text} (${alike.map(({ family }) => family).join(', ')}).`)
    .join('\n');
}
