/** The envelope of a list that is never longer than one page. */
export const wholeList = <Item>(items: readonly Item[]) => ({
  items: [...items],
  page: 1,
  page_size: items.length,
  total_records: items.length,
  next: null,
});
