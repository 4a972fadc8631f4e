import {
  defineUpdate,
  log,
  setDefaultSignalHandler,
  setDefaultUpdateHandler,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { refusal } from './refuse.ts';

/** Sentence for a message that a workflow does not know. @param known names of its updates */
function unknownMessage(kind: 'signal' | 'update', name: string, known: readonly string[]): string {
  const { workflowId, workflowType } = workflowInfo();
  const [first] = known;
  if (first === undefined) return `${workflowType} takes no orders, and the ${kind} "${name}" changed nothing.`;
  const example = `temporal workflow update execute --workflow-id ${workflowId} --name ${first}`;
  return `${workflowType} knows no ${kind} "${name}", which changed nothing; its updates are ${known.join(', ')}: ${example}`;
}

/**
 * Answers messages of unknown names with a sentence. Without this a signal would be kept unread until it is lost with the run. To
 * be called after the known handlers were set, which are asked first.
 *
 * @param updates names of the updates that the workflow knows
 * @param onSignal gets the sentence for a signal, which nobody can be answered
 */
export function refuseUnknownMessages(updates: readonly string[], onSignal?: (sentence: string) => void): void {
  setDefaultSignalHandler((name) => {
    const sentence = unknownMessage('signal', name, updates);
    log.warn(sentence);
    onSignal?.(sentence);
  });
  setDefaultUpdateHandler((name) => {
    throw refusal(unknownMessage('update', name, updates), 'UnknownUpdate');
  });
}

/**
 * Answers every update with the failure that ends the workflow, for one that comes together with the start. Without a handler its
 * sender would hear that there is none; one that answered would say that all is well.
 *
 * @param updates names of the updates that the workflow knows
 */
export function refuseAllMessages(updates: readonly string[], failure: unknown): void {
  const refuse = (): never => {
    throw failure;
  };
  for (const name of updates) setHandler(defineUpdate(name), refuse, { validator: refuse });
  setDefaultUpdateHandler(refuse);
}

/** For orders that take nothing: an argument was meant to change something, and would not. @throws ApplicationFailure */
export function refuseArguments(name: string): (...args: unknown[]) => void {
  return (...args) => {
    if (args.length === 0) return;
    throw refusal(`${name} takes no arguments; it got ${args.length}. Send it without --input.`, 'BadInput');
  };
}
