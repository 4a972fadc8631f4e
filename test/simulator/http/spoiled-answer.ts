import type { Fault } from '../faults.ts';
import type { Answer } from './answer.ts';
import { withHeaders } from './faulty-answer.ts';

/** What a fault does to the answer's own parts; the rest happens on the way out. */
export function spoiled(answer: Answer, fault: Fault | null): Answer {
  if (!fault) return answer;
  const whole = withMembers(withRows(withLinks(answer, fault), fault), fault);
  return withHeaders(withWeeks(withEnd(whole, fault), fault), fault.headers);
}

/** A list that ends with this page, which keeps its last rows alone: of a comparison, those of its commits. */
function withEnd(answer: Answer, { kind, rows: count = Infinity }: Fault): Answer {
  if (kind !== 'ends-early' || answer.status !== 200) return answer;
  const body = JSON.parse(answer.body) as unknown[] | { commits: unknown[] };
  const kept = (rows: unknown[]) => rows.slice(-Math.min(count, rows.length || 1));
  const cut = Array.isArray(body) ? kept(body) : { ...body, commits: kept(body.commits) };
  return { ...answer, links: [], body: JSON.stringify(cut) };
}

/** Statistics as GitHub has given them for days, totals without their weeks; and weeks without their stars. */
function withWeeks(answer: Answer, { kind }: Fault): Answer {
  if (answer.status !== 200) return answer;
  if (kind === 'no-stars') {
    const weeks = (JSON.parse(answer.body) as { days: number[] }[]).map((week) => ({
      ...week,
      total: 0,
      days: week.days.map(() => 0),
    }));
    return { ...answer, body: JSON.stringify(weeks) };
  }
  if (kind !== 'zero-weeks' && kind !== 'no-weeks') return answer;
  const people = JSON.parse(answer.body) as { weeks: object[] }[];
  const zero = (week: object) => ({ ...week, a: 0, d: 0, c: 0 });
  const poor = people.map((person) => ({ ...person, weeks: kind === 'no-weeks' ? [] : person.weeks.map(zero) }));
  return { ...answer, body: JSON.stringify(poor) };
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

/** Rows without what they hang on, in a list or alone. */
function withMembers(answer: Answer, { kind, members = [], ids }: Fault): Answer {
  if (kind !== 'null-members' || answer.status !== 200) return answer;
  const body = JSON.parse(answer.body) as unknown;
  const spoil = (row: { id?: number }) =>
    ids === undefined || ids.includes(row.id ?? 0)
      ? { ...row, ...Object.fromEntries(members.map((member) => [member, null])) }
      : row;
  return { ...answer, body: JSON.stringify(Array.isArray(body) ? body.map(spoil) : spoil(body as object)) };
}
