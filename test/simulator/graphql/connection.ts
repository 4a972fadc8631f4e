/** A page of a connection, as `first` and `after` choose it. */
export function connection<Row>(
  rows: readonly Row[],
  { first, after }: { first: number; after?: string },
  node: (row: Row) => object,
) {
  const start = after ? Number(Buffer.from(after, 'base64').toString()) : 0;
  const end = Math.min(start + first, rows.length);
  return {
    totalCount: rows.length,
    pageInfo: {
      hasNextPage: end < rows.length,
      endCursor: end > start ? Buffer.from(String(end)).toString('base64') : null,
    },
    nodes: rows.slice(start, end).map(node),
  };
}
