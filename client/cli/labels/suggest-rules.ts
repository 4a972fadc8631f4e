import type { Table } from '../../reports/table.ts';
import { asRecords } from '../../reports/table.ts';
import { oid } from '../../reports/types.ts';
import { trigramSimilarity } from './trigram-similarity.ts';

/** Below it names have no more in common than any two words have; pg_trgm's own default. */
const leastSimilarity = 0.3;
const text = 25; // object id of the Postgres type

interface Nearest {
  category: string;
  pattern: string;
  similarity: number;
}

/**
 * Puts beside each label that no rule takes which rule it resembles most, where it resembles any.
 *
 * @param labels rows of `report.label_categories`
 * @param rules rows of `report.label_rules`
 * @returns the same rows with the columns `nearest_category`, `nearest_pattern` and `similarity`
 */
export function suggestRules(labels: Table, rules: Table): Table {
  const patterns = asRecords(rules).filter(({ definition, kind }) => definition === 'vocabulary' && kind !== 'regex');
  const nearestTo = (words: string): Nearest | undefined => {
    const all = patterns.map(({ category, pattern, needle }) => {
      return { category: category!, pattern: pattern!, similarity: trigramSimilarity(words, needle!) };
    });
    const near = all.filter(({ similarity }) => similarity >= leastSimilarity);
    return near.sort((a, b) => b.similarity - a.similarity)[0];
  };
  const added = asRecords(labels).map(({ kind, normalised_label: words }) => {
    const nearest = kind === null ? nearestTo(words!) : undefined;
    return nearest ? [nearest.category, nearest.pattern, String(nearest.similarity)] : [null, null, null];
  });
  return {
    columns: [
      ...labels.columns,
      { name: 'nearest_category', type: text },
      { name: 'nearest_pattern', type: text },
      { name: 'similarity', type: oid.float8 },
    ],
    rows: labels.rows.map((row, place) => [...row, ...added[place]!]),
  };
}
