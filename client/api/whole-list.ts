/** The envelope of a list that is never longer than one page. */
export const wholeList = <Item>(items: readonly Item[]) => ({
  items: [...items],
  page: 1,
  page_size: items.length,
  total_records: items.length,
  next: null,
});

/** The envelope of the first rows of a list, of which nobody can ask for more than one page: each row tells how many there are. */
export function topOfList<Row extends { total_records: number }>(rows: readonly Row[], limit: number) {
  const items = rows.map(({ total_records: _total, ...item }) => item);
  return { ...wholeList(items), page_size: limit, total_records: rows[0]?.total_records ?? 0 };
}
