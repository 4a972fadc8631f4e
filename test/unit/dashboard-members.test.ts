import assert from 'node:assert/strict';
import { memberMonths, membersCondition, membersNow } from '../../client/dashboard/pages/member-months.ts';
import { standingOf } from '../../client/dashboard/words/faces.ts';

describe('the months of members', () => {
  const now = new Date('2026-11-30T08:00:00Z');
  const member = (more: Record<string, unknown> = {}) => ({
    first_seen_at: '2026-08-10T00:00:00Z',
    joined_at: null,
    left_at: null,
    data_complete_through: '2026-11-30T07:00:00Z',
    is_complete: true,
    ...more,
  });
  const shown = (people: ReturnType<typeof member>[], isCut = false) =>
    memberMonths({
      people,
      isCut,
      id: 'joined_at',
      from: '2026-07',
      to: '2026-11',
      standing: standingOf([], []),
      now,
      hrefOf: () => '',
    }).map(({ value, face }) => `${value ?? '-'} ${face}`);
  const joined = member({ joined_at: '2026-09-02T00:00:00Z' });

  it('have none only where the whole list was looked at through the month', () => {
    assert.deepEqual(shown([member(), joined]), ['- unknown', '0 zero', '1 number', '0 zero', '0 running']);
    const stranger = { is_complete: false };
    const partial = ['- unknown', '- unknown', '1 partial', '- unknown', '0 running'];
    assert.deepEqual(shown([member(stranger), { ...joined, ...stranger }]), partial, 'no loop, and not all are shown');
    assert.deepEqual(shown([member(), joined], true), partial, 'not all are read');
    const past = { data_complete_through: '2026-10-05T00:00:00Z' };
    const until = ['- unknown', '0 zero', '1 number', '- unknown', '- unknown'];
    assert.deepEqual(shown([member(past), { ...joined, ...past }]), until, 'nobody looked since');
  });

  it('are counted by the API where not all are read', () => {
    const people = [member(), member({ left_at: '2026-10-01T00:00:00Z' })];
    assert.deepEqual(membersNow({ people, totals: null }), { now: 1, left: 1 });
    assert.deepEqual(membersNow({ people, totals: { all: 30_000, left: 4_000 } }), { now: 26_000, left: 4_000 });
  });

  it('have SQL that gives who joined or left in them', () => {
    assert.equal(
      membersCondition({ owner: 'acme', from: '2026-10', to: '2026-11', hasBots: false }),
      "owner = 'acme' and (joined_at >= '2026-10-01T00:00:00Z' and joined_at < '2026-12-01T00:00:00Z'" +
        " or left_at >= '2026-10-01T00:00:00Z' and left_at < '2026-12-01T00:00:00Z') and not is_bot",
    );
  });
});
