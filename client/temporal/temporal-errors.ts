// Told by their names, which Temporal's own classes are told by, too: to load these takes a process that is only read 30 MiB.

const isNamed = (error: unknown, name: string) => error instanceof Error && error.name === name;

/** Whether Temporal says that no such workflow is there, or that it has ended. */
export const isNotFound = (error: unknown): boolean => isNamed(error, 'WorkflowNotFoundError');

/** Whether Temporal says that a workflow of that id runs already. */
export const isAlreadyStarted = (error: unknown): boolean => isNamed(error, 'WorkflowExecutionAlreadyStartedError');

/** An error as `isNotFound` knows it. */
export const notFound = (message: string): Error =>
  Object.assign(new Error(message), { name: 'WorkflowNotFoundError' });
