/**
 * @param header a `Link` header; relations that are no pages (`deprecation`) are ignored
 * @returns the addresses of `next` and `last`, null where the header has none
 */
export function parseLink(header: string | undefined): { next: string | null; last: string | null } {
  const pages: Record<string, string> = {};
  for (const match of (header ?? '').matchAll(/<([^>]*)>([^<]*)/g)) {
    const relation = /;\s*rel="?([a-z]+)"?/i.exec(match[2] ?? '')?.[1];
    if (relation && match[1]) pages[relation.toLowerCase()] = match[1];
  }
  return { next: pages.next ?? null, last: pages.last ?? null };
}

/** @returns the number of the last page that a `Link` header names, or null */
export function lastPage(header: string | undefined): number | null {
  const { last } = parseLink(header);
  if (!last || !URL.canParse(last)) return null;
  const page = Number(new URL(last).searchParams.get('page'));
  return Number.isInteger(page) && page > 0 ? page : null;
}
