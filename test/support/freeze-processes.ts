import { signalProcess } from '../../local/stop-process.ts';
import { processTree } from './process-tree.ts';

/**
 * SIGSTOP of a process and all that it has started, as when a machine sleeps.
 *
 * @returns SIGCONT, which may come after some of them have ended
 */
export function freezeProcesses(pid: number): () => void {
  const frozen = new Set<number>();
  // The parent first, and what it has started meanwhile too: a frozen one starts no more.
  for (let all = processTree(pid); all.some((one) => !frozen.has(one)); all = processTree(pid)) {
    for (const one of all) {
      signalProcess(one, 'SIGSTOP');
      frozen.add(one);
    }
  }
  return () => {
    for (const one of frozen) signalProcess(one, 'SIGCONT');
  };
}
