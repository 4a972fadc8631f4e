import assert from 'node:assert/strict';
import { listMonths } from '../../activities/kpis/list-months.ts';
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
});
