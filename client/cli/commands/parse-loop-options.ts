import { resources } from '../../../workflows/contract.ts';
import type { RepositoryResource } from '../../../workflows/contract.ts';
import { parseDay, refuseFuture } from '../../../workflows/inputs/days.ts';

/** A list with commas, since one with spaces would swallow the names behind it. @throws Error with a sentence */
export function parseResourceList(text: string): RepositoryResource[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !resources.includes(name as RepositoryResource));
  if (unknown === undefined) return [...new Set(names as RepositoryResource[])];
  throw new Error(`${JSON.stringify(unknown)} is no resource; known are ${resources.join(', ')}.`);
}

/**
 * A parser of a day that has begun.
 *
 * @param option as it is written, for the sentence
 * @returns throws Error with a sentence when the text is no day, or lies in the future
 */
export function dayParser(option: string): (text: string) => string {
  return (text) => {
    const day = parseDay(text, option);
    refuseFuture(day, option, Date.now());
    return day;
  };
}

export const parseFrom = dayParser('--from');
