/**
 * How much one activity reads before it gives its slot back: the workflow's timeout of a slice (5 minutes) must never be met, and
 * who waits for the slot is served within seconds. A slice costs six events of the loop's history, and some 50 ms without a request.
 */
export const sliceBounds = { mostPages: 250, mostMs: 8_000 } as const;

/** How long one activity tries pages that do not come in smaller sizes: longer than a slice, since each of them may take half a minute. */
export const patienceMs = 120_000;
