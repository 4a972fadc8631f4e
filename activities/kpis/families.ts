/** Families of summary tables, as marks in `sync.touched_month` and rows of `kpi.computation` name them. */
export type Family = keyof typeof definitionVersions;

/** Raise a number whenever the definition in `sql/kpi/` changes: the next refresh then recomputes every month of that family. */
export const definitionVersions = { issue_labels: 2, contributors: 1, label_quality: 1 } as const;
