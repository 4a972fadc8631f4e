import assert from 'node:assert/strict';
import { listMonths } from '../../activities/kpis/list-months.ts';
import { formatComputed } from '../../client/cli/explanation/format-computed.ts';
import { formatRecomputed } from '../../client/cli/explanation/format-recomputed.ts';

describe('what a computation says of what it counted anew', () => {
  it('names months in a row as one', () => {
    for (const [months, text] of [
      [[], ''],
      [['2026-01-01'], '2026-01'],
      [['2025-12-01', '2026-01-01'], '2025-12 to 2026-01'],
      [['2025-01-01', '2025-03-01', '2025-04-01', '2026-04-01'], '2025-01, 2025-03 to 2025-04, 2026-04'],
    ] as const) {
      assert.equal(listMonths(months), text);
    }
  });

  it('is a line for each choice of months and reason, with its families', () => {
    const one = { repositories: 1, months: '2026-02' };
    assert.equal(
      formatRecomputed([
        { family: 'issue_flow', reason: 'issues', ...one },
        { family: 'issue_labels', reason: 'issues', ...one },
        { family: 'issue_labels', reason: 'issue_events', ...one },
        { family: 'contributors', reason: 'accounts', repositories: 1, months: null },
      ]),
      [
        'Counted anew: 2026-02, since issues have changed (issue_flow, issue_labels).',
        'Counted anew: 2026-02, since issue events have changed (issue_labels).',
        'Counted anew: everything, since somebody is a bot now, or is none any more (contributors).',
      ].join('\n'),
    );
  });

  it('sums up batches, and names no month that is between those of several', () => {
    const told = { family: 'issue_flow', reason: 'label_rules' };
    assert.equal(
      formatRecomputed([
        { ...told, repositories: 50, months: '2025-11, 2026-01 to 2026-02' },
        { ...told, repositories: 3, months: '2026-04' },
      ]),
      'Counted anew: months from 2025-11 to 2026-04 of 53 repositories, since label rules have changed (issue_flow).',
    );
  });

  it('says that it had nothing to do', () => {
    assert.equal(formatRecomputed([]), 'Nothing had to be counted anew.');
  });

  it('claims nothing of what it cannot read', () => {
    const ended = { whose: 'a/b', pastDay: null };
    assert.equal(
      formatComputed({ ...ended, computed: null }),
      'The KPIs of a/b are up to date.\nWhat was counted anew cannot be read.',
    );
    const nothing = { recomputed: [], written: new Map([['issue_flow', 0]]) };
    assert.equal(
      formatComputed({ ...ended, computed: nothing }),
      'The KPIs of a/b are up to date.\nNothing had to be counted anew.',
    );
  });

  it('says of a day that is over whether a snapshot was made, and that nothing else was', () => {
    const say = (written: [string, number][] | null) =>
      formatComputed({
        whose: 'a/b',
        pastDay: '2026-03-31',
        computed: written && { recomputed: [], written: new Map(written) },
      });
    const end = ' The monthly tables stay as they were.';
    assert.equal(
      say([
        ['label_quality', 3],
        ['issue_flow', 0],
      ]),
      `2026-03-31 is over. The snapshots of a/b that it lacked were made, from the rows of today (label_quality).${end}`,
    );
    assert.equal(
      say([['label_quality', 0]]),
      `2026-03-31 is over. No snapshot of a/b was made: it has all of them, or there is nothing to make one of.${end}`,
    );
    assert.equal(
      say(null),
      `2026-03-31 is over. Whether it lacked a snapshot of a/b, which was then made, cannot be read.${end}`,
    );
  });
});
