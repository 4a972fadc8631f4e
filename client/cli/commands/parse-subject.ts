import { parseOwnerName, parseRepositoryName } from '../../../workflows/inputs/repository-name.ts';

/** A repository, or what hangs on an owner itself; addresses on GitHub alike. @throws Error with a sentence */
export const parseSubject = (text: string): string =>
  /[/:]/.test(text) && !/github\.com\/[^/]+\/?$/i.test(text) ? parseRepositoryName(text) : parseOwnerName(text);
