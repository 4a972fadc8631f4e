/** What `doctor` looks at, in the order in which it does. */
export const areas = ['versions', 'home', 'github', 'postgres', 'temporal', 'fairness'] as const;
export type Area = (typeof areas)[number];

export interface Finding {
  area: Area;
  /** What was looked at, in a word or two. */
  check: string;
  result: 'ok' | 'warning' | 'failed';
  /** What was found: a sentence. */
  found: string;
  /** What to do about it: a sentence; null where there is nothing to do. */
  advice: string | null;
}

/** Makes the findings of one area. */
export function findings(area: Area) {
  const make =
    (result: Finding['result']) =>
    (check: string, found: string, advice: string | null = null): Finding => ({ area, check, result, found, advice });
  return { ok: make('ok'), warning: make('warning'), failed: make('failed') };
}
