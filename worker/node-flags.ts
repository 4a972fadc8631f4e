/**
 * Flags of Node's for a worker process. Pages are large and short-lived: by default the spaces for new objects grow to
 * 48 MiB, and the heap is let grow to four times what is in use before anything old is collected. Neither flag is a bound
 * that a large page could break; what they cost is in docs/benchmarks.md.
 */
export const workerNodeFlags = ['--max-semi-space-size=2', '--heap-growing-percent=125'];
