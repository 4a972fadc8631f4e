/** The innermost cause of a failed workflow or update says what happened; the outer ones say that it failed. */
function innermost(error: Error): Error {
  return error.cause instanceof Error ? innermost(error.cause) : error;
}

// By name: a command that never met Temporal must not load its client to find out.
const failures = [
  'ServiceError',
  'WorkflowUpdateRPCTimeoutOrCancelledError',
  'WorkflowFailedError',
  'WorkflowUpdateFailedError',
  'ScheduleNotFoundError',
  'WorkflowNotFoundError',
];

function ofGrpc(error: Error & { code?: unknown; details?: unknown }): string | undefined {
  if (typeof error.code !== 'number' || typeof error.details !== 'string') return undefined;
  const [deadlineExceeded, failedPrecondition, permissionDenied, unavailable, unauthenticated] = [4, 9, 7, 14, 16];
  if (error.code === failedPrecondition && /could not be executed|in failed state/.test(error.details)) {
    return (
      "The loop takes no orders, because its last step failed; Temporal's UI shows why. " +
      '"repometer repos remove" and "repos add" begin it anew; the data stays.'
    );
  }
  switch (error.code) {
    case deadlineExceeded:
    case unavailable:
      return `Temporal does not answer (${error.details}); "npm start" runs one, TEMPORAL_ADDRESS names another.`;
    case permissionDenied:
    case unauthenticated:
      return `Temporal refuses this login (${error.details}); check TEMPORAL_API_KEY or the TLS files.`;
    default:
      return `Temporal says: ${error.details.replace(/\.$/, '')}.`;
  }
}

/** A sentence for an error of Temporal's client; undefined for every other error. */
export function explainTemporal(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'NamespaceNotFoundError') {
    const namespace = (error as Error & { namespace?: string }).namespace;
    return `Temporal has no namespace ${namespace}; create it or set TEMPORAL_NAMESPACE.`;
  }
  const said = ofGrpc(error);
  if (said !== undefined || !failures.includes(error.name)) return said;
  const inner = innermost(error);
  return ofGrpc(inner) ?? inner.message;
}
