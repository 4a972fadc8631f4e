import type { Fault } from '../faults.ts';
import type { Answer } from './answer.ts';
import { withHeaders } from './faulty-answer.ts';

/** What a fault does to the answer's own parts; the rest happens on the way out. */
export function spoiled(answer: Answer, fault: Fault | null): Answer {
  if (!fault) return answer;
  return withHeaders(withRows(withLinks(answer, fault), fault), fault.headers);
}

function withLinks(answer: Answer, { kind }: Fault): Answer {
  if (kind !== 'off-origin-link' || !answer.links) return answer;
  const links = answer.links.map((link) => ({
    ...link,
    url: link.url.replace(/^https?:\/\/[^/]+/, 'https://api.example.invalid'),
  }));
  return { ...answer, links };
}

/** Rows that come twice, or are left out, as where a list moves while it is put together. */
function withRows(answer: Answer, { kind, rows: count = 1 }: Fault): Answer {
  if ((kind !== 'duplicate-rows' && kind !== 'missing-rows') || answer.status !== 200) return answer;
  const rows = JSON.parse(answer.body) as unknown;
  if (!Array.isArray(rows)) return answer;
  const changed: unknown[] =
    kind === 'missing-rows' ? rows.slice(count) : [...rows, ...(rows.slice(0, count) as unknown[])];
  return { ...answer, body: JSON.stringify(changed) };
}
