/**
 * Flags of Node's for a worker process. Pages are large and short-lived: by default the spaces for new objects alone grow to
 * 48 MiB, and the heap grows with them before anything is collected (docs/benchmarks.md).
 */
export const workerNodeFlags = ['--max-semi-space-size=4'];
