import { readReport } from './read-report.ts';
import { asRecords } from './table.ts';
import type { Db } from '../../sql/query.ts';

type Row = Record<string, string | null>;

const number = (value: string | null | undefined) => Number(value ?? 0).toLocaleString('en-US');
const clock = (instant: string) => `${new Date(instant).toISOString().slice(11, 16)} UTC`;

/** What is left of each credential's quota and who uses it, a sentence each; a credential that has asked nothing yet has none. */
export async function tellQuota(db: Db): Promise<string[]> {
  const rows = asRecords(await readReport(db, 'quota'));
  return rows.filter(({ requests }) => Number(requests) > 0).map(tell);
}

function tell(row: Row): string {
  return `${row.credential} (${row.bucket}): ${[whatIsLeft(row), whatItCameTo(row), whoUsesIt(row)].filter(Boolean).join('; ')}.`;
}

function whatIsLeft({ bucket, remaining, quota, reset_at, reserve, blocked_until }: Row): string | null {
  if (blocked_until) return `limited by GitHub until ${clock(blocked_until)}`;
  if (!remaining || !reset_at) return null;
  return `${number(remaining)} of ${number(quota)} ${bucket === 'graphql' ? 'points' : 'requests'} are left until ${clock(reset_at)}, ${number(reserve)} of them kept from loads`;
}

function whatItCameTo({ requests, saved }: Row): string {
  const share = Math.floor((Number(saved) * 100) / Number(requests));
  return `${number(requests)} were answered since the beginning, ${number(saved)} of them (${share} %) at no cost, as nothing had changed`;
}

function whoUsesIt({ used_this_hour, used_by }: Row): string | null {
  return used_by === null ? null : `${number(used_this_hour)} charged in this hour, most of them by ${used_by}`;
}
