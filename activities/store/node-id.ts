/**
 * The numbers that a node id of GitHub's holds: `LE_` and, in base64url, an array of msgpack whose last number is the id that REST gives;
 * of what lies in a repository the second one is the repository's.
 *
 * @returns null: it is of another form
 */
function numbersIn(nodeId: string): string[] | null {
  const [, text] = /^[A-Z]+[A-Za-z]*_([\w-]+)$/.exec(nodeId) ?? [];
  if (text === undefined) return null;
  const bytes = Buffer.from(text, 'base64url');
  const [first = 0] = bytes;
  // An array of up to fifteen.
  if ((first & 0xf0) !== 0x90) return null;
  const numbers: string[] = [];
  let place = 1;
  while (place < bytes.length) {
    const size = sizeOf(bytes[place] as number);
    if (size === null || place + 1 + size > bytes.length) return null;
    // A small number is its own first byte.
    const digits = size === 0 ? bytes.subarray(place, place + 1) : bytes.subarray(place + 1, place + 1 + size);
    numbers.push(BigInt(`0x${digits.toString('hex')}`).toString());
    place += 1 + size;
  }
  return numbers.length === (first & 0x0f) ? numbers : null;
}

/** Bytes that follow the first one of a whole number; null: it is none. */
function sizeOf(first: number): number | null {
  if (first < 0x80) return 0;
  const place = [0xcc, 0xcd, 0xce, 0xcf].indexOf(first);
  return place === -1 ? null : 2 ** place;
}

/** The number in a node id of the form before 2021, base64 of `05:Label208045946`; null: it is of another form, or of another kind. */
function numberInOld(nodeId: string, kind: string): string | null {
  const text = Buffer.from(nodeId, 'base64').toString('latin1');
  const start = `0${kind.length}:${kind}`;
  const number = text.startsWith(start) ? text.slice(start.length) : '';
  return /^[1-9]\d*$/.test(number) ? number : null;
}

/**
 * REST's id of a label; null: the node id does not tell it, or is another repository's.
 *
 * @param repositoryId GitHub's
 */
export function labelIdOf(nodeId: unknown, repositoryId: string): string | null {
  if (typeof nodeId !== 'string') return null;
  const [, of, id, ...more] = (nodeId.startsWith('LA_') && numbersIn(nodeId)) || [];
  if (of === repositoryId && id !== undefined && more.length === 0) return id;
  return numberInOld(nodeId, 'Label');
}

/**
 * REST's id of an event of an issue or a pull request; null: the node id does not tell it, or is another repository's.
 *
 * @param kind its type in GraphQL, by which the form before 2021 names it
 */
export function eventIdOf(
  nodeId: unknown,
  { kind, repositoryId }: { kind: string; repositoryId: string },
): string | null {
  if (typeof nodeId !== 'string') return null;
  const [, of, issue, id, ...more] = numbersIn(nodeId) ?? [];
  if (of === repositoryId && issue !== undefined && id !== undefined && more.length === 0) return id;
  return numberInOld(nodeId, kind);
}
