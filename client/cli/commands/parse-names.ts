import { parseOwnerName, parseRepositoryName } from '../../../workflows/inputs/repository-name.ts';
import { parsedList } from '../parsed.ts';

/** Parses each of several repository names for commander; a name given twice counts once. */
export function parseNames(text: string, earlier: string[] | undefined): string[] {
  return [...new Set(parsedList(parseRepositoryName)(text, earlier))];
}

/** The same for organisations and users. */
export function parseOwners(text: string, earlier: string[] | undefined): string[] {
  return [...new Set(parsedList(parseOwnerName)(text, earlier))];
}
