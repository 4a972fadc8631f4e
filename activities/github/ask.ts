import type { Answer } from './answer.ts';
import { classify } from './classify.ts';
import type { Verdict } from './classify.ts';
import { etagKey } from './client.ts';
import type { GitHub, GitHubRequest } from './client.ts';
import type { Authorization, Authorize } from './credentials.ts';
import type { Budget, Priority } from './budget.ts';
import type { NamedSubject } from './subject.ts';

interface Question {
  url: string;
  /** Stored ETag and what it belongs to; sent only when it still fits. */
  etag?: string | null;
  etagKey?: string | null;
  priority: Priority;
  signal: AbortSignal;
}

export interface Reply {
  answer: Answer;
  verdict: Exclude<Verdict, { kind: 'limited' }>;
  etagKey: string;
}

/** A limit stands; nothing was sent, or GitHub said so just now. */
export interface Limited {
  /** By our own clock, ISO. */
  until: string;
  waitMs: number;
  reason: string;
}

/** True for what `ask` gives instead of a reply. */
export function isLimited(reply: Reply | Limited): reply is Limited {
  return 'until' in reply;
}

/** What a request needs: where it goes, how it is signed, and what it may cost. */
export interface AskDeps {
  github: GitHub;
  authorize: Authorize;
  budget: Budget;
}

/** Asks GitHub about one subject. */
export type Ask = (question: Question) => Promise<Reply | Limited>;

/**
 * @returns a function that sends one request within quota and pace; limits come back as values, for the workflow to wait
 */
export function createAsk({ github, authorize, budget }: AskDeps, subject: NamedSubject): Ask {
  let hasRecovered = false;

  async function send(request: GitHubRequest): Promise<Answer> {
    try {
      const answer = await github.get(request);
      budget.observe(request.authorization, answer);
      return answer;
    } finally {
      // After its answer is counted: between the two it would be neither on its way nor answered.
      budget.settle(request.authorization);
    }
  }

  async function ask(
    { url, etag, etagKey: storedKey, priority, signal }: Question,
    authorization: Authorization,
  ): Promise<Reply | Limited> {
    const grant = await budget.acquire(authorization, priority, signal);
    if (grant.limitedMs !== null) return limited(grant.limitedMs, grant.reason);
    const key = etagKey(url, authorization);
    const answer = await send({ url, authorization, signal, etag: storedKey === key ? etag : null });
    const verdict = classify(answer);
    if (verdict.kind === 'limited') {
      const isSecondary = verdict.limit === 'secondary';
      return limited(await budget.block(authorization, verdict.waitMs, isSecondary, verdict.isGrowing), verdict.reason);
    }
    if (!hasRecovered && verdict.kind === 'ok') {
      hasRecovered = true;
      await budget.recover(authorization);
    }
    return { answer, verdict, etagKey: key };
  }

  return async (question) => {
    const authorization = await authorize(subject);
    const reply = await ask(question, authorization);
    const { mintedAtMs } = authorization;
    if (isLimited(reply) || reply.answer.status !== 401 || mintedAtMs === null) return reply;
    if (Date.now() - mintedAtMs < freshForMs) return { ...reply, verdict: refusedFresh };
    // Revoked before its hour was over.
    const second = await ask(question, await authorize(subject, true));
    if (isLimited(second) || second.answer.status !== 401) return second;
    return { ...second, verdict: refusedFresh };
  };
}

// GitHub's replicas learn of a token within seconds; until then they refuse it.
const freshForMs = 60_000;
const refusedFresh: Reply['verdict'] = {
  kind: 'transient',
  reason: "GitHub refuses the App's token that it has just given (401).",
};

function limited(ms: number, reason: string): Limited {
  return { until: new Date(Date.now() + ms).toISOString(), waitMs: ms, reason };
}
