import type { Link } from '../http/answer.ts';

/** Remembers when cursors were given out, so that they can run out; GitHub does not say how long they live. */
export function createCursorBook(now: () => number, lifetimeSeconds: () => number | null) {
  const givenAt = new Map<string, number>();
  return {
    /** Notes the cursors of links, while they have a lifetime at all. */
    note: (links: readonly Link[]): void => {
      if (lifetimeSeconds() === null) return;
      for (const { url } of links) {
        const { searchParams } = new URL(url);
        const cursor = searchParams.get('after') ?? searchParams.get('before');
        if (cursor !== null) givenAt.set(cursor, now());
      }
    },
    isExpired: (cursor: string | null): boolean => {
      const lifetime = lifetimeSeconds();
      const at = cursor === null ? undefined : givenAt.get(cursor);
      return lifetime !== null && at !== undefined && now() - at > lifetime * 1000;
    },
  };
}

export type CursorBook = ReturnType<typeof createCursorBook>;
