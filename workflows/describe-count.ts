const grouped = (count: number) => count.toLocaleString('en-US');

/** @param total null or absent: nobody tells it. @returns `497 of 3,341` */
export function describeCount(count: number, total: number | null | undefined): string {
  return total === null || total === undefined ? grouped(count) : `${grouped(count)} of ${grouped(total)}`;
}
