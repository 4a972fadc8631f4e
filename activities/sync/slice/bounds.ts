/**
 * How much one activity reads before it gives its slot back: the workflow's timeout of a slice (5 minutes) must never be met, and
 * who waits for the slot is served.
 */
export const sliceBounds = { mostPages: 250, mostMs: 60_000 } as const;
