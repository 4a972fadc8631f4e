/** What is asked of a list. */
export interface ListQuery {
  /** `owner/name`. */
  repository?: string | undefined;
  owner?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  by?: string | undefined;
  /** Values of the declaration's own filters, by their names. */
  filters: Readonly<Record<string, string>>;
  page: number;
  pageSize: number;
  after?: string | undefined;
  isNewestFirst: boolean;
}
