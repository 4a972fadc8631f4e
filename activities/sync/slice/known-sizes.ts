import { runSql } from '../../../sql/query.ts';
import type { ResourceDeclaration } from '../../resource.ts';
import type { ListSlice, SliceSizes } from './list-slice.ts';
import { createPageSizes } from './page-sizes.ts';
import type { KnownSizes, ResourceRow } from './resource-row.ts';

/** A hundred numbers cost a point, as one does. */
export const mostInBulk = 100;

/** The sizes of pages of a slice, as earlier ones have left them. */
export function openSizes({ perPage }: ResourceDeclaration, { pageSizes }: ResourceRow): SliceSizes {
  return {
    probe: createPageSizes(perPage, pageSizes?.probe ?? null),
    walk: createPageSizes(perPage, pageSizes?.walk ?? null),
    bulk: createPageSizes(mostInBulk, pageSizes?.bulk ?? null),
    skip: pageSizes?.skip ?? 0,
  };
}

/** Keeps what a slice has learned of the size of pages; where that is nothing, nothing is written. */
export async function keepSizes({ deps, key, row, sizes }: ListSlice): Promise<void> {
  const bulk = sizes.bulk.known();
  const pages = { probe: sizes.probe.known(), walk: sizes.walk.known(), skip: sizes.skip };
  const known: KnownSizes = bulk === null ? pages : { ...pages, bulk };
  const isFull = known.probe === null && known.walk === null && bulk === null && known.skip === 0;
  const told = isFull ? null : known;
  if (isSame(told, row.pageSizes)) return;
  await runSql(deps.db, 'sync/record_page_sizes', { ...key, page_sizes: told === null ? null : JSON.stringify(told) });
}

// Postgres gives the members of a jsonb in an order of its own.
function isSame(told: KnownSizes | null, kept: KnownSizes | null): boolean {
  if (told === null || kept === null) return told === kept;
  return JSON.stringify(ordered(told)) === JSON.stringify(ordered(kept));
}

const ordered = ({ probe, walk, bulk = null, skip }: KnownSizes) => [
  ...[probe, walk, bulk].map((size) => size && [size.size, size.good, size.need, size.isGrown]),
  skip,
];
