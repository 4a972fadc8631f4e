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

/**
 * A node id in the form that GitHub gives since 2021: base64url of an array of msgpack.
 *
 * @param numbers from the repository's id to the thing's own
 */
export function newNodeId(prefix: string, ...numbers: readonly number[]): string {
  const bytes = [0, ...numbers].map(packed);
  return `${prefix}_${Buffer.concat([Buffer.from([0x90 + bytes.length]), ...bytes]).toString('base64url')}`;
}

function packed(number: number): Buffer {
  if (number < 0x80) return Buffer.from([number]);
  const [first, size] =
    number < 2 ** 8 ? [0xcc, 1] : number < 2 ** 16 ? [0xcd, 2] : number < 2 ** 32 ? [0xce, 4] : [0xcf, 8];
  const digits = number.toString(16).padStart(size * 2, '0');
  return Buffer.from(first.toString(16) + digits, 'hex');
}
