import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { CountedRequests, Message, Order } from './simulator-messages.ts';

type OrderOf<Kind extends Order['kind']> = Omit<Extract<Order, { kind: Kind }>, 'id' | 'kind'>;

/** The simulated GitHub in a process of its own, so that its CPU time is nobody else's. */
export interface SimulatorProcess {
  url: string;
  /** Forgets the requests before it, and answers as told from now on. @returns when the first request has arrived */
  begin(how: OrderOf<'begin'>): Promise<{ firstRequest: Promise<{ at: number }> }>;
  /** Requests since `begin`. */
  requests(): Promise<CountedRequests>;
  /** Closes one open issue. */
  closeIssue(): Promise<void>;
  /** Gives the first issue another title. */
  editIssue(): Promise<void>;
  /** Approves one open pull request. */
  reviewPull(): Promise<void>;
  /** The statistics of a repository are 202 from now on. */
  computeForEver(repository: string): Promise<void>;
  stop(): Promise<void>;
}

const program = fileURLToPath(new URL('./simulator-process.ts', import.meta.url));

/**
 * @param issues of the one repository that it serves; making them takes seconds
 * @param stars that it has, and forks a tenth of them
 * @param sleepers repositories beside it
 * @param issuesOfEach issues of each of them
 * @param recorded recorded repositories of Jenkins beside them
 */
export async function startSimulatorProcess(
  issues: number,
  stars = 0,
  sleepers = 0,
  issuesOfEach = 5,
  recorded = 0,
): Promise<SimulatorProcess> {
  const child = fork(program, [issues, stars, sleepers, issuesOfEach, recorded].map(String), {
    execArgv: ['--import', 'tsx'],
  });
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', (code) => reject(new Error(`The simulator ended with ${code}.`)));
  });
  ended.catch(() => undefined);
  let count = 0;

  function next<Kind extends Message['kind']>(kind: Kind, id?: number): Promise<Extract<Message, { kind: Kind }>> {
    const said = new Promise<Extract<Message, { kind: Kind }>>((resolve) => {
      const listen = (message: Message) => {
        if (message.kind !== kind || (id !== undefined && 'id' in message && message.id !== id)) return;
        child.off('message', listen);
        resolve(message as Extract<Message, { kind: Kind }>);
      };
      child.on('message', listen);
    });
    return Promise.race([said, ended]);
  }

  function order<Kind extends Order['kind']>(kind: Kind, rest: OrderOf<Kind>) {
    const id = (count += 1);
    const done = next('done', id);
    child.send({ kind, id, ...rest });
    return done;
  }

  const { url } = await next('ready');
  return {
    url,
    async begin(how) {
      const firstRequest = next('first-request');
      // Not everybody waits for it, and none may come before the end.
      firstRequest.catch(() => undefined);
      await order('begin', how);
      return { firstRequest };
    },
    async requests() {
      const { requests } = await order('requests', {});
      if (!requests) throw new Error('The simulator did not count its requests.');
      return requests;
    },
    closeIssue: async () => void (await order('close-issue', {})),
    editIssue: async () => void (await order('edit-issue', {})),
    reviewPull: async () => void (await order('review-pull', {})),
    computeForEver: async (repository) => void (await order('compute-for-ever', { repository })),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.disconnect();
      await exit;
    },
  };
}
