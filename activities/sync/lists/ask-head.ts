import type { Limited, Reply } from '../../github/ask.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { createPageSizes } from '../slice/page-sizes.ts';
import { askProbe, withoutEtag } from './ask-probe.ts';

/** The commit from which a branch is read. */
export type Head =
  | {
      kind: 'head';
      /** Null: the repository is empty. */
      head: string | null;
      reply: Reply;
      /** Newer commits are in no page that comes, and why; null: there are none. */
      error: Error | null;
    }
  | { kind: 'limited'; limit: Limited }
  | { kind: 'unchanged'; reply: Reply }
  | { kind: 'refused'; reply: Reply };

/** Asks for the newest commit of the default branch that comes. @param isAnew it is wanted, changed or not */
export async function askHead(slice: ListSlice, { isAnew }: { isAnew: boolean }): Promise<Head> {
  const asked = await askProbe(
    {
      ...slice,
      urls: { ...slice.urls, probe: `${slice.urls.subject}/commits?per_page=1` },
      sizes: { ...slice.sizes, probe: createPageSizes(1, null), skip: 0 },
    },
    { isAnew },
  );
  if (asked.kind !== 'page') return asked;
  const { reply, page, skipped, error } = asked;
  // Another commit in the place of one that does not come would leave this one where it is.
  return { kind: 'head', head: page.ids[0] ?? null, reply: skipped > 0 ? withoutEtag(reply) : reply, error };
}
