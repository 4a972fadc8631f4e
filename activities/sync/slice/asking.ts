import { TransportError } from '../../github/answer.ts';
import { createAsk, isLimited } from '../../github/ask.ts';
import type { AskDeps, Limited, Reply } from '../../github/ask.ts';
import type { Priority } from '../../github/budget.ts';
import type { GraphqlQuery } from '../../github/client.ts';
import type { NamedSubject, Subject } from '../../github/subject.ts';
import { tellProgress } from '../../progress.ts';

/** Requests of one activity, counted. */
export interface Asking {
  /** One request; counts it. Throws TransportError where the answer is none. */
  ask: (question: {
    url: string;
    query?: GraphqlQuery;
    etag?: string | null;
    etagKey?: string | null;
    priority?: Priority;
  }) => Promise<Reply | Limited>;
  /** Requests sent since the last call; to be stored with the next row that is written. */
  takeRequests: () => number;
}

/**
 * @param isUrgent a person waits: the reserve of the quota may be used, but for a load
 * @param signal ends a request when the activity is cancelled
 */
export function openAsking(
  deps: AskDeps,
  subject: NamedSubject | Subject,
  { isUrgent, signal }: { isUrgent: boolean; signal: AbortSignal },
): Asking {
  const askGitHub = createAsk(deps, subject);
  let requests = 0;
  return {
    takeRequests() {
      const taken = requests;
      requests = 0;
      return taken;
    },
    async ask({ priority = 'cycle', ...question }) {
      const { pathname, search } = new URL(question.url);
      tellProgress({ request: pathname + search });
      const reply = await askGitHub({
        ...question,
        priority: isUrgent && priority !== 'load' ? 'now' : priority,
        signal,
      });
      if (isLimited(reply)) return reply;
      requests += 1;
      if (reply.verdict.kind === 'transient') throw new TransportError(reply.verdict.reason);
      return reply;
    },
  };
}
