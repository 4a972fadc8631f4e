/** The first Ctrl-C or polite kill, as an AbortSignal; while it is not disposed, neither ends the process. */
export interface UntilSignal {
  signal: AbortSignal;
  dispose(): void;
}

/** Begins to listen. npm passes Ctrl-C on as a second one, so more than one means the same as one. */
export function untilSignal(): UntilSignal {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of names) process.on(name, abort);
  return {
    signal: controller.signal,
    dispose: () => {
      for (const name of names) process.off(name, abort);
    },
  };
}
