import type { Listed } from '../data/ask.ts';
import { numberText } from './numbers.ts';

/** Says that not all rows of a list are read; null: they are. */
export const cutSentence = ({ items, total_records: total, next }: Listed<unknown>): string | null =>
  next === null ? null : `Only the first ${numberText(items.length)} of ${numberText(total)} rows are read here.`;
