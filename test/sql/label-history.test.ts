import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { createKpiActivities } from '../../activities/kpis/create-kpi-activities.ts';
import { createDb } from '../../sql/db.ts';
import { createTestDatabase } from '../support/global.ts';
import { deriveLabelPeriods, endLabelPass, labelMismatches } from '../support/label-history.ts';
import { expectedCsv, loadFixture, queryCsv } from '../support/load-fixture.ts';
import { storeIssue } from '../support/store-issue.ts';
import { storeRepository, storeResource } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';

type Happening = [event: string, label: string | null, at: string];

describe('Label history', () => {
  let database: TestDatabase;
  let db: Pool;
  let lastEvent = 0;

  beforeEach(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 3 });
    lastEvent = 0;
  });
  afterEach(async () => {
    await db.end();
    await database.drop();
  });

  async function storeEvents(number: number, events: Happening[]) {
    for (const [event, label, at] of events) {
      lastEvent += 1;
      await db.query(
        `insert into github.issue_event (repository_id, event_id, number, event, label_name, created_at)
         values (7, $1, $2, $3, $4, $5)`,
        [lastEvent, number, event, label, at],
      );
    }
  }

  const storeLabel = (id: number, name: string, deletedAt: string | null = null) =>
    db.query(
      `insert into github.label (repository_id, label_id, name, is_default, deleted_at) values (7, $1, $2, false, $3)`,
      [id, name, deletedAt],
    );

  /** An issue of 1 January with events; `closedAt` is what its row says. */
  async function story(
    number: number,
    {
      labels = [],
      closedAt = null,
      isPullRequest = false,
    }: { labels?: string[]; closedAt?: string | null; isPullRequest?: boolean },
    events: Happening[],
  ) {
    const createdAt = '2026-01-01T00:00:00Z';
    await storeIssue(db, { repositoryId: 7, id: number, labels, createdAt, closedAt, isPullRequest });
    await storeEvents(number, events);
    await deriveLabelPeriods(db, 7, [number]);
  }

  const day = (column: string) => `to_char(${column} at time zone 'utc', 'MM-DD HH24')`;
  const lines = async (sql: string) => (await queryCsv(db, sql)).slice(1);
  const periods = () =>
    lines(
      `select number, label, ${day('labeled_at')}, ${day('unlabeled_at')}, ended_by
       from github.issue_label_period order by number, labeled_at, event_id`,
    );
  const carries = () =>
    lines(
      `select number, label, is_open, ${day('started_at')}, ${day('ended_at')}, ended_by
       from github.issue_label_carry order by number, started_at, event_id, part`,
    );
  /** Of the source that label history is told by; rows of others mark months of their own. */
  const takeMonths = () =>
    lines(
      `with taken as (delete from sync.mark returning source, month)
       select distinct source, month from taken where source = 'issue_events' order by month`,
    );

  describe('as periods', () => {
    beforeEach(() => storeRepository(db, 7, 'acme/rocket'));

    it('goes by instant, then by event: a label may be set, taken away and set again within a second', async () => {
      const at = '2026-01-02T00:00:00Z';
      await storeLabel(1, 'bug');
      await story(1, { labels: ['bug'] }, [
        ['labeled', 'bug', at],
        ['unlabeled', 'bug', at],
        ['labeled', 'bug', at],
      ]);
      assert.deepEqual(await periods(), ['1,bug,01-02 00,01-02 00,unlabeled', '1,bug,01-02 00,,']);
    });

    it('sees nothing in setting what is set, and in taking away what is not', async () => {
      await storeLabel(1, 'bug');
      await story(1, {}, [
        ['unlabeled', 'bug', '2026-01-02T00:00:00Z'],
        ['labeled', 'bug', '2026-01-03T00:00:00Z'],
        ['labeled', 'bug', '2026-01-04T00:00:00Z'],
        ['unlabeled', 'bug', '2026-01-05T00:00:00Z'],
        ['unlabeled', 'bug', '2026-01-06T00:00:00Z'],
        ['labeled', null, '2026-01-06T00:00:00Z'],
      ]);
      assert.deepEqual(await periods(), ['1,bug,01-03 00,01-05 00,unlabeled']);
    });

    it('knows a label by its present name, whatever it was called on the day', async () => {
      await storeLabel(1, 'kind: bug');
      await storeLabel(2, 'bug');
      await db.query(
        `insert into github.label_former_name values (7, 1, 'bug', '2026-01-10'), (7, 1, 'defect', '2026-01-20')`,
      );
      await story(1, { labels: ['kind: bug', 'bug'] }, [
        ['labeled', 'bug', '2026-01-02T00:00:00Z'],
        ['unlabeled', 'defect', '2026-01-15T00:00:00Z'],
        ['labeled', 'bug', '2026-01-16T00:00:00Z'], // a new label under the old name
        ['labeled', 'kind: bug', '2026-01-25T00:00:00Z'],
      ]);
      assert.deepEqual(await periods(), [
        '1,kind: bug,01-02 00,01-15 00,unlabeled',
        '1,bug,01-16 00,,',
        '1,kind: bug,01-25 00,,',
      ]);
    });

    it('ends with the label, and begins again with a new one of that name', async () => {
      await storeLabel(1, 'bug', '2026-01-10');
      await storeLabel(2, 'bug');
      await story(1, {}, [['labeled', 'bug', '2026-01-02T00:00:00Z']]);
      await story(2, { labels: ['bug'] }, [
        ['labeled', 'bug', '2026-01-02T00:00:00Z'],
        ['labeled', 'bug', '2026-01-12T00:00:00Z'],
      ]);
      await story(3, { labels: ['bug'] }, [['labeled', 'bug', '2026-01-09T00:00:00Z']]); // of the new label already
      assert.deepEqual(await periods(), [
        '1,bug,01-02 00,01-10 00,label_deleted',
        '2,bug,01-02 00,01-10 00,label_deleted',
        '2,bug,01-12 00,,',
        '3,bug,01-09 00,,',
      ]);
    });

    it('counts a label that vanished before anybody looked until the last event that names it', async () => {
      await story(1, {}, [['labeled', 'ghost', '2026-01-02T00:00:00Z']]);
      await story(2, {}, [
        ['labeled', 'ghost', '2026-01-03T00:00:00Z'],
        ['unlabeled', 'ghost', '2026-01-20T00:00:00Z'],
      ]);
      assert.deepEqual(await periods(), ['1,ghost,01-02 00,01-02 00,unknown', '2,ghost,01-03 00,01-20 00,unlabeled']);
      assert.deepEqual(await endLabelPass(db, 7), [1]);
      assert.deepEqual(await periods(), ['1,ghost,01-02 00,01-20 00,unknown', '2,ghost,01-03 00,01-20 00,unlabeled']);
      assert.deepEqual(await endLabelPass(db, 7), []);
    });

    it('ends with the labels that the issue carries, and names an issue of which no event tells them', async () => {
      await storeLabel(1, 'bug');
      await story(1, {}, [['labeled', 'bug', '2026-01-02T00:00:00Z']]);
      await story(2, { labels: ['bug'], isPullRequest: true }, []);
      await story(3, { labels: ['bug'] }, [['labeled', 'bug', '2026-01-02T00:00:00Z']]);
      assert.deepEqual(await periods(), ['1,bug,01-02 00,01-02 00,unknown', '2,bug,01-01 00,,', '3,bug,01-02 00,,']);
      const items = (await labelMismatches(db, 7)).map(({ item }) => item);
      assert.deepEqual(items, ['names/1', 'labels/2']);
    });

    it('has none of an issue that is deleted, and all again when it comes back', async () => {
      await storeLabel(1, 'bug');
      await story(1, { labels: ['bug'] }, [['labeled', 'bug', '2026-01-02T00:00:00Z']]);
      await takeMonths();
      await db.query(`update github.issue set deleted_at = '2026-02-01'`);
      await deriveLabelPeriods(db, 7, [1]);
      assert.deepEqual([await periods(), await carries(), await takeMonths()], [[], [], ['issue_events,2026-01-01']]);
      await db.query('update github.issue set deleted_at = null');
      await deriveLabelPeriods(db, 7, [1]);
      assert.deepEqual(await periods(), ['1,bug,01-02 00,,']);
    });
  });

  describe('as carries', () => {
    beforeEach(async () => {
      await storeRepository(db, 7, 'acme/rocket');
      await storeLabel(1, 'bug');
    });

    it('end when the issue is closed and begin anew when it is reopened', async () => {
      await story(1, { labels: ['bug'], closedAt: '2026-01-08T00:00:00Z' }, [
        ['labeled', 'bug', '2026-01-02T00:00:00Z'],
        ['closed', null, '2026-01-04T00:00:00Z'],
        ['reopened', null, '2026-01-06T00:00:00Z'],
        ['closed', null, '2026-01-08T00:00:00Z'],
      ]);
      assert.deepEqual(await carries(), ['1,bug,true,01-02 00,01-04 00,closed', '1,bug,true,01-06 00,01-08 00,closed']);
    });

    it('of a label set while the issue is closed end by taking it away alone', async () => {
      const closed: Happening = ['closed', null, '2026-01-02T00:00:00Z'];
      const set: Happening = ['labeled', 'bug', '2026-01-03T00:00:00Z'];
      await story(1, { closedAt: '2026-01-02T00:00:00Z' }, [closed, set, ['unlabeled', 'bug', '2026-01-05T00:00:00Z']]);
      await story(2, { labels: ['bug'], closedAt: '2026-01-02T00:00:00Z' }, [closed, set]);
      await story(3, {}, [
        closed,
        set,
        ['reopened', null, '2026-01-04T00:00:00Z'],
        ['unlabeled', 'bug', '2026-01-05T00:00:00Z'],
      ]);
      assert.deepEqual(await carries(), [
        '1,bug,false,01-03 00,01-05 00,unlabeled',
        '3,bug,true,01-04 00,01-05 00,unlabeled',
      ]);
    });

    it('tell by their events whether a label was set before or after a close of the same second', async () => {
      const at = '2026-01-02T00:00:00Z';
      await story(1, { labels: ['bug'], closedAt: at }, [
        ['labeled', 'bug', at],
        ['closed', null, at],
      ]);
      await story(2, { labels: ['bug'], closedAt: at }, [
        ['closed', null, at],
        ['labeled', 'bug', at],
      ]);
      assert.deepEqual(await carries(), ['1,bug,true,01-02 00,01-02 00,closed']);
    });

    it('fall back on the row where events of closing are missing, and know no pull requests', async () => {
      await story(1, { labels: ['bug'], closedAt: '2026-01-08T00:00:00Z' }, [
        ['labeled', 'bug', '2025-12-30T00:00:00Z'], // before the creation: counts at it
      ]);
      await story(2, { labels: ['bug'], isPullRequest: true }, [['labeled', 'bug', '2026-01-02T00:00:00Z']]);
      assert.deepEqual(await carries(), ['1,bug,true,01-01 00,01-08 00,closed']);
    });

    it('mark the months that change, and no others', async () => {
      await story(1, { labels: ['bug'] }, [['labeled', 'bug', '2026-02-03T00:00:00Z']]);
      await story(2, { labels: ['bug'], isPullRequest: true }, [['labeled', 'bug', '2026-01-02T00:00:00Z']]);
      // The event of the pull request marks the month in which it is.
      assert.deepEqual(await takeMonths(), ['issue_events,2026-01-01', 'issue_events,2026-02-01']);
      assert.deepEqual(await deriveLabelPeriods(db, 7), { written: 0, deleted: 0 });
      assert.deepEqual(await takeMonths(), []);
      await storeEvents(1, [['unlabeled', 'bug', '2026-05-03T00:00:00Z']]);
      await deriveLabelPeriods(db, 7, [1]);
      assert.deepEqual(await takeMonths(), ['issue_events,2026-05-01']);
    });
  });

  describe('of renames that nobody saw', () => {
    beforeEach(() => storeRepository(db, 7, 'acme/rocket'));

    const aliases = () =>
      lines(
        `select former_name, label.name, ${day('until_at')} from github.label_alias left join github.label using (label_id) order by 1`,
      );

    it('is concluded from issues that carry the new name or lost it under that name', async () => {
      await storeLabel(1, 'kind: bug');
      await story(1, { labels: ['kind: bug'] }, [['labeled', 'bug', '2026-01-02T00:00:00Z']]);
      await story(2, {}, [
        ['labeled', 'bug', '2026-01-03T00:00:00Z'],
        ['unlabeled', 'kind: bug', '2026-01-09T00:00:00Z'],
      ]);
      await endLabelPass(db, 7);
      assert.deepEqual(await aliases(), ['bug,kind: bug,01-03 00']);
      assert.deepEqual(await periods(), ['1,kind: bug,01-02 00,,', '2,kind: bug,01-03 00,01-09 00,unlabeled']);
      assert.deepEqual(await labelMismatches(db, 7), []);

      await db.query(`update github.label set name = 'defect'`);
      await db.query(`insert into github.label_former_name values (7, 1, 'kind: bug', '2026-02-01')`);
      await db.query(`update github.issue set label_names = '{defect}' where number = 1`);
      assert.deepEqual(await endLabelPass(db, 7), [1, 2], 'a name follows its label');
      assert.deepEqual(await periods(), ['1,defect,01-02 00,,', '2,defect,01-03 00,01-09 00,unlabeled']);

      await db.query(`update github.label set deleted_at = '2026-02-05'`);
      await db.query(`update github.issue set label_names = '{}'`);
      assert.deepEqual(await endLabelPass(db, 7), [1]);
      assert.deepEqual((await periods())[0], '1,defect,01-02 00,02-05 00,label_deleted');
      assert.deepEqual(await aliases(), ['bug,defect,01-03 00']);
    });

    it('is not concluded where two labels fit, or where one issue speaks against it', async () => {
      for (const [id, name] of ['x', 'y', 'z'].entries()) await storeLabel(id + 1, name);
      await story(1, { labels: ['x', 'y'] }, [
        ['labeled', 'a', '2026-01-02T00:00:00Z'],
        ['labeled', 'b', '2026-01-02T00:00:00Z'],
      ]);
      await story(2, { labels: ['z'] }, [['labeled', 'c', '2026-01-02T00:00:00Z']]);
      await story(3, {}, [['labeled', 'c', '2026-01-03T00:00:00Z']]);
      await endLabelPass(db, 7);
      assert.deepEqual(await aliases(), ['a,,01-02 00', 'b,,01-02 00', 'c,,01-03 00']);
      assert.deepEqual(
        (await labelMismatches(db, 7)).map(({ item }) => item),
        ['names/1', 'names/2'],
      );

      // Another issue tells a from b.
      await story(4, { labels: ['x'] }, [['labeled', 'a', '2026-01-04T00:00:00Z']]);
      await story(5, { labels: ['y'] }, [['labeled', 'b', '2026-01-04T00:00:00Z']]);
      await endLabelPass(db, 7);
      assert.deepEqual(await aliases(), ['a,x,01-04 00', 'b,y,01-04 00', 'c,,01-03 00']);
    });

    it('is not concluded for two names that one issue bore at once', async () => {
      await storeLabel(1, 'x');
      await story(1, { labels: ['x'] }, [
        ['labeled', 'a', '2026-01-02T00:00:00Z'],
        ['labeled', 'b', '2026-01-02T00:00:00Z'],
      ]);
      await endLabelPass(db, 7);
      assert.deepEqual(await aliases(), ['a,,01-02 00', 'b,,01-02 00']);
    });
  });

  describe('in report.issue_labels_monthly', () => {
    beforeEach(async () => {
      await loadFixture(db, 'issue_labels_monthly');
      await loadFixture(db, 'issue_label_history');
      for (const repositoryId of [7, 8]) await deriveLabelPeriods(db, repositoryId);
    });

    async function compute(asOf = '2026-03-10') {
      const kpis = createKpiActivities({ db });
      let written = 0;
      for (const repositoryId of [7, 8]) {
        const input = { repositoryId, months: [], all: false, asOf, isPast: false };
        written += (await kpis.computeRepositoryKpis(input)).families.issue_labels.written;
      }
      return written;
    }
    const rows = () =>
      queryCsv(
        db,
        `select repository, month, label, issues_opened, issues_closed, share_of_opened, median_hours_to_close, p85_hours_to_close,
           labeled, unlabeled, open_at_month_end, median_hours_in_label, open_at_month_end_current_labels
         from report.issue_labels_monthly order by repository, month, label collate "C"`,
      );

    it('stands beside the numbers by the labels of now', async () => {
      await compute();
      assert.deepEqual(await rows(), expectedCsv('issue_label_history'));
    });

    it('is of zeros in a month in which a label counts nothing, where zeros are asked for', async () => {
      await compute();
      const zeros = await queryCsv(
        db,
        `select month, label, labeled, unlabeled, open_at_month_end, median_hours_in_label
         from report.issue_labels_monthly_with_zeros
         where repository = 'acme/rocket' and label <> ''
           and (label, month) not in (select label, month from report.issue_labels_monthly where repository = 'acme/rocket')
         order by month, label collate "C"`,
      );
      assert.deepEqual(zeros.slice(1), [
        '2026-01-01,Bug,0,0,0,',
        '2026-01-01,debug,0,0,0,',
        '2026-01-01,wontfix,0,0,0,',
        '2026-02-01,Bug,0,0,0,',
        '2026-03-01,wontfix,0,0,0,',
      ]);
    });

    it('comes to the same rows after a look at a later month and back', async () => {
      for (const asOf of ['2025-12-31', '2026-01-31', '2026-05-01', '2026-03-10']) await compute(asOf);
      assert.deepEqual(await rows(), expectedCsv('issue_label_history'));
    });

    const losses = {
      'is not proven': `update sync.resource set complete_through = null where resource = 'issue_events'`,
      'begins at a date': `update sync.resource set complete_from = '2026-01-01' where resource = 'issue_events'`,
      'is cut off': `update sync.resource set is_truncated = true where resource = 'issue_events'`,
      'has a gap': `insert into sync.gap (subject_id, resource, gap, reason, found_at) values (7, 'issue_events', '4', 'because', '2026-01-01')`,
    };
    for (const [what, statement] of Object.entries(losses)) {
      it(`is null for the whole repository when the list of events ${what}, and back when it is whole`, async () => {
        await compute();
        await db.query(statement);
        await compute();
        assert.deepEqual(await rows(), expectedCsv('issue_labels_monthly'));
        assert.equal(await compute(), 0, 'nothing more to do');
        await db.query('delete from sync.gap');
        await db.query(
          `update sync.resource set complete_through = '2026-03-11', complete_from = null, is_truncated = false where subject_id = 7`,
        );
        await compute();
        assert.deepEqual(await rows(), expectedCsv('issue_label_history'));
      });
    }

    it('is part of what makes a month complete, where it is told', async () => {
      for (const repositoryId of [7, 8]) await storeResource(db, repositoryId, 'issues', '2026-04-01');
      await compute();
      const complete = () =>
        lines(
          `select repository_id, month from report.issue_labels_monthly
           where is_complete and not is_without_label group by 1, 2 order by 1, 2`,
        );
      const ofOther = ['8,2026-01-01', '8,2026-02-01', '8,2026-03-01'];
      assert.deepEqual(await complete(), ['7,2026-01-01', '7,2026-02-01', ...ofOther]);
      await storeResource(db, 7, 'issue_events', '2026-02-20');
      assert.deepEqual(await complete(), ['7,2026-01-01', ...ofOther]);
      await storeResource(db, 7, 'issue_events', '2026-04-01');
      assert.deepEqual(await complete(), ['7,2026-01-01', '7,2026-02-01', '7,2026-03-01', ...ofOther]);
    });
  });
});
