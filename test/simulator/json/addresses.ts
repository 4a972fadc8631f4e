import type { Repository } from '../world.ts';

/** Addresses of a repository's present name, as GitHub's bodies carry them whatever server sends them. */
export function addressesOf(repository: Repository): { api: string; web: string } {
  const name = repository.fullName;
  return { api: `https://api.github.com/repos/${name}`, web: `https://github.com/${name}` };
}

/** A node id: base64 of a kind and an id. */
export function nodeId(kind: string, id: number | string): string {
  return Buffer.from(`${kind}_${id}`).toString('base64');
}

/** Reactions that nobody has given. */
export function noReactions(url: string) {
  const kinds = ['+1', '-1', 'laugh', 'hooray', 'confused', 'heart', 'rocket', 'eyes'];
  return { url: `${url}/reactions`, total_count: 0, ...Object.fromEntries(kinds.map((kind) => [kind, 0])) };
}
