import { sizeAt } from './page-sizes.ts';

const numberOf = (url: URL, name: string, otherwise: number) => Number(url.searchParams.get(name) ?? otherwise);

/** Rows that a page can hold, by its address. */
export function sizeOfPage(url: string): number {
  return numberOf(new URL(url), 'per_page', 30);
}

/** How many rows lie before a numbered page. */
export function rowOfPage(url: string): number {
  const parsed = new URL(url);
  return (numberOf(parsed, 'page', 1) - 1) * numberOf(parsed, 'per_page', 30);
}

/**
 * The page of a list that begins behind so many rows.
 *
 * @param url of any of its pages
 * @param size rows of the page; `row` is a multiple of it
 */
export function pageAt(url: string, row: number, size: number): string {
  const parsed = new URL(url);
  parsed.searchParams.set('per_page', String(size));
  if (row === 0) parsed.searchParams.delete('page');
  else parsed.searchParams.set('page', String(row / size + 1));
  return parsed.href;
}

/**
 * The page of a walk, were pages of so many rows: a smaller one where a larger would begin before it, so that no row is left out and
 * none comes twice. A link that leads on by a place in the order takes every size.
 */
export function sizedPage(url: string, size: number): { url: string; size: number } {
  const parsed = new URL(url);
  if (parsed.searchParams.has('after')) {
    parsed.searchParams.set('per_page', String(size));
    return { url: parsed.href, size };
  }
  const row = rowOfPage(url);
  const fitting = sizeAt(row, size);
  return { url: pageAt(url, row, fitting), size: fitting };
}
