import { errorMessage } from './answer.ts';
import type { Answer } from './answer.ts';
import { classifyForbidden, limitOf } from './classify-forbidden.ts';
import type { Verdict } from './verdict.ts';

/**
 * GitHub's answer by status, headers and text; 403 and 429 mean different things by their headers.
 * Sources: GitHub, "Rate limits for the REST API", "Best practices", "Troubleshooting the REST API".
 *
 * @param answer as it came, whole
 */
export function classify(answer: Answer): Verdict {
  const { status } = answer;
  if (status === 304) return { kind: 'not-modified' };
  if (status === 200) return classifySuccess(answer);
  if (status === 202) return { kind: 'computing' };
  if (status === 204) return { kind: 'empty' };
  if (status === 301 || status === 302 || status === 307 || status === 308) return classifyMove(answer);
  if (status >= 500) return { kind: 'transient', reason: `GitHub answered ${status}.` };
  return isOfGitHub(answer) ? classifyOwn(answer) : classifyForeign(answer);
}

/** Whether GitHub's API has answered, and not something before it: a load balancer, a firewall, a proxy. */
function isOfGitHub({ headers, text, status }: Answer): boolean {
  if (status === 429 || headers['retry-after'] !== undefined) return true;
  const body = text.trim();
  return (headers['content-type'] ?? '').includes('json') || body === '' || /^[{"]/.test(body);
}

function classifyOwn(answer: Answer): Verdict {
  const { status } = answer;
  if (status === 403 || status === 429) return classifyForbidden(answer);
  const message = errorMessage(answer);
  return limitOf(answer, message) ?? classifyRefusal(answer, message);
}

function classifyForeign(answer: Answer): Verdict {
  const { status, headers } = answer;
  const reason = `The answer is none of GitHub's API (${status}, ${headers['content-type'] ?? 'no content type'}).`;
  if (status === 403) return { kind: 'passing', state: 'limited', reason };
  const meant = classifyRefusal(answer, '');
  return { kind: 'passing', state: meant.kind === 'refused' ? meant.state : 'failed', reason };
}

function classifySuccess(answer: Answer): Verdict {
  const type = answer.headers['content-type'] ?? '';
  if (!type.includes('json')) {
    return { kind: 'transient', reason: `GitHub answered 200 with ${type || 'no content type'} instead of JSON.` };
  }
  if (answer.text.trim() === '') return { kind: 'transient', reason: 'GitHub answered 200 with an empty body.' };
  return { kind: 'ok' };
}

function classifyMove({ headers, status }: Answer): Verdict {
  if (headers.location) return { kind: 'moved', location: headers.location };
  return { kind: 'transient', reason: `GitHub answered ${status} without saying where to.` };
}

function classifyRefusal({ status }: Answer, message: string): Verdict {
  const said = message ? `${status}: ${message}` : String(status);
  switch (status) {
    case 401:
      return { kind: 'refused', state: 'failed', reason: `GitHub refuses the token (${said}); check GITHUB_TOKEN.` };
    case 404:
      return { kind: 'refused', state: 'missing', reason: `Missing, or invisible to this token (${said}).` };
    case 409:
      return { kind: 'empty' };
    case 410:
      return classifyGone(said);
    case 422:
      if (/paginat|cursor/i.test(message)) return { kind: 'depth', reason: `GitHub pages no deeper here (${said}).` };
      break;
    case 451:
      return { kind: 'refused', state: 'blocked', reason: `Unavailable for legal reasons (${said}).` };
  }
  return { kind: 'refused', state: 'failed', reason: `GitHub does not accept this request (${said}).` };
}

function classifyGone(said: string): Verdict {
  if (/disabled/i.test(said)) return { kind: 'refused', state: 'disabled', reason: `Issues are disabled (${said}).` };
  if (/version/i.test(said)) {
    return { kind: 'refused', state: 'failed', reason: `GitHub retired this API version (${said}): update Repometer.` };
  }
  return { kind: 'refused', state: 'gone', reason: `Deleted (${said}).` };
}
