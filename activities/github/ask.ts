import type { State } from '../../workflows/contract.ts';
import type { Answer } from './answer.ts';
import { classify } from './classify.ts';
import { classifyGraphql } from './classify-graphql.ts';
import type { Verdict } from './verdict.ts';
import type { GitHub, GitHubRequest, GraphqlQuery } from './client.ts';
import type { Authorization, Authorize } from './credentials.ts';
import type { Bucket, Budget, Priority } from './budget.ts';
import type { Charge } from './count-use.ts';

interface Question {
  /** Of a query the address of GraphQL. */
  url: string;
  /** Asked of GraphQL, which has a budget of its own. */
  query?: GraphqlQuery;
  /** Stored ETag and what it belongs to; sent only when it still fits. */
  etag?: string | null;
  etagKey?: string | null;
  priority: Priority;
  signal: AbortSignal;
}

export interface Reply {
  answer: Answer;
  verdict: Exclude<Verdict, { kind: 'limited' | 'passing' }>;
  etagKey: string;
}

/** What was asked for does not come now; it is waited for. */
export interface Limited {
  /**
   * `standing`: a limit of the token, and nothing was sent. `told`: GitHub has told one just now. `passing`: this alone was refused, in
   * a way that may pass.
   */
  cause: 'standing' | 'told' | 'passing';
  /** How long the token's limit stands; null: as long as refusals of the thing in a row say. */
  waitMs: number | null;
  /** What it becomes when it does not pass. */
  state: State;
  reason: string;
}

/** True for what `ask` gives instead of a reply. */
export function isLimited(reply: Reply | Limited): reply is Limited {
  return 'cause' in reply;
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
export function createAsk({ github, authorize, budget }: AskDeps, subject: Charge['subject']): Ask {
  const recovered = new Set<Bucket>();
  // Of requests that are on their way at once, one is told and the others find the limit standing.
  const told = new Set<Bucket>();

  async function send(request: GitHubRequest, bucket: Bucket): Promise<Answer> {
    try {
      const answer = await github.send(request);
      budget.observe(request.authorization, answer, subject, { bucket, cost: costOf(request, answer) });
      return answer;
    } finally {
      // After its answer is counted: between the two it would be neither on its way nor answered.
      budget.settle(request.authorization, bucket);
    }
  }

  async function ask(
    { url, query, etag, etagKey: storedKey, priority, signal }: Question,
    authorization: Authorization,
  ): Promise<Reply | Limited> {
    const bucket = query ? 'graphql' : 'core';
    const grant = await budget.acquire(authorization, priority, signal, bucket);
    if (grant.limitedMs !== null) return limited(told.has(bucket) ? 'told' : 'standing', grant.limitedMs, grant.reason);
    const key = github.etagKey(url, authorization);
    const sentAt = performance.now();
    const request = { url, authorization, signal, etag: storedKey === key ? etag : null };
    const answer = await send(query ? { ...request, query } : request, bucket);
    const meant = classify(answer);
    const verdict = query && meant.kind === 'ok' ? classifyGraphql(answer) : meant;
    if (verdict.kind === 'limited') {
      told.add(bucket);
      const waitMs = await budget.block(authorization, verdict.waitMs, performance.now() - sentAt, bucket);
      return limited('told', waitMs, verdict.reason);
    }
    if (verdict.kind === 'passing') {
      return { cause: 'passing', waitMs: null, state: verdict.state, reason: verdict.reason };
    }
    if (!recovered.has(bucket) && verdict.kind !== 'transient') {
      recovered.add(bucket);
      await budget.recover(authorization, bucket);
    }
    // Another one where the server has refused the version of the API meanwhile.
    return { answer, verdict, etagKey: github.etagKey(url, authorization) };
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

/** In points, as the answer tells them: a query asks for that. One that ended as an error costs a point at least. */
function costOf({ query }: GitHubRequest, { text }: Answer): number {
  return query ? Number(/"rateLimit":\s*\{[^}]*"cost":\s*(\d+)/.exec(text.slice(0, 1_000))?.[1] ?? 1) : 1;
}

// GitHub's replicas learn of a token within seconds; until then they refuse it.
const freshForMs = 60_000;
const refusedFresh: Reply['verdict'] = {
  kind: 'transient',
  reason: "GitHub refuses the App's token that it has just given (401).",
};

function limited(cause: 'standing' | 'told', waitMs: number, reason: string): Limited {
  return { cause, waitMs, state: 'limited', reason };
}
