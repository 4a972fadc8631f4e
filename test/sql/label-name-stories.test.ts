// The stories of names that nobody saw: what report.issue_labels_monthly says of them, by history and by the labels of now.
import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { createKpiActivities } from '../../activities/kpis/create-kpi-activities.ts';
import { createDb } from '../../sql/db.ts';
import { createTestDatabase } from '../support/global.ts';
import { deriveLabelPeriods, endLabelPass, labelMismatches } from '../support/label-history.ts';
import { queryCsv } from '../support/load-fixture.ts';
import { storeIssue } from '../support/store-issue.ts';
import { storeRepository, storeResource } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';

/** What happened; with the label's id where GraphQL has told the event. */
type Happening = [event: string, label: string | null, day: string, labelId?: number];

const createdAt = '2026-01-01T00:00:00Z';
const asOf = '2026-03-31';

describe('A story of label names', () => {
  let database: TestDatabase;
  let db: Pool;
  let lastEvent = 0;

  beforeEach(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 3 });
    lastEvent = 0;
    await storeRepository(db, 7, 'acme/rocket');
    for (const resource of ['issues', 'issue_events', 'labels'])
      await storeResource(db, 7, resource, '2026-03-31 12:00Z');
  });
  afterEach(async () => {
    await db.end();
    await database.drop();
  });

  /** The catalogue as we see it; ids in the order of creation. */
  async function catalogue(...names: string[]): Promise<void> {
    for (const [nth, name] of names.entries()) {
      await db.query(`insert into github.label (repository_id, label_id, name, is_default) values (7, $1, $2, false)`, [
        nth + 1,
        name,
      ]);
    }
  }

  /** Issues that carry these labels now, each with these events; days are `MM-DD` of 2026. */
  async function issues(numbers: number[], labels: string[], events: Happening[], closedOn?: string): Promise<void> {
    for (const number of numbers) {
      const closedAt = closedOn === undefined ? null : `2026-${closedOn}T00:00:00Z`;
      await storeIssue(db, { repositoryId: 7, id: number, labels, createdAt, closedAt });
      for (const [event, label, day, labelId = null] of events) {
        lastEvent += 1;
        await db.query(
          `insert into github.issue_event (repository_id, event_id, number, event, label_name, created_at, label_id)
           values (7, $1, $2, $3, $4, $5, $6)`,
          [lastEvent, number, event, label, `2026-${day}T00:00:00Z`, labelId],
        );
      }
    }
  }

  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, nth) => from + nth);

  async function compute(): Promise<void> {
    await createKpiActivities({ db }).computeRepositoryKpis({
      repositoryId: 7,
      months: [],
      all: false,
      asOf,
      isPast: false,
    });
  }

  /** `month,label: labeled unlabeled, open by history and by rows`. */
  async function told(): Promise<string[]> {
    await deriveLabelPeriods(db, 7);
    await endLabelPass(db, 7);
    assert.deepEqual(await endLabelPass(db, 7), []);
    await compute();
    const rows = await queryCsv(
      db,
      `select to_char(month, 'MM'), label, labeled, unlabeled, open_at_month_end, open_at_month_end_current_labels
       from report.issue_labels_monthly
       where label_history_lack is null
       order by month, label collate "C"`,
    );
    return rows.slice(1);
  }

  it('a label was deleted and created again: 1 issue has it, not 11', async () => {
    await catalogue('bug');
    await issues(range(1, 9), [], [['labeled', 'bug', '01-05']]);
    await issues([10], [], [['labeled', 'bug', '01-20']]);
    await issues([11], ['bug'], [['labeled', 'bug', '03-02']]);
    // It had the first label, too, and was given the second one.
    await issues(
      [12],
      ['bug'],
      [
        ['labeled', 'bug', '01-10'],
        ['labeled', 'bug', '03-03'],
      ],
    );
    assert.deepEqual(await told(), ['01,bug,11,0,0,2', '02,bug,0,0,0,2', '03,bug,2,0,2,2']);
    const asked = (await labelMismatches(db, 7)).map(({ item }) => item);
    assert.equal(asked.length, 11, 'their events are read once by themselves: one may be missing');
  });

  it('a label was renamed, then a new one got its old name: 1 and 5, not 6 and 0', async () => {
    await catalogue('type: nbug', 'nbug');
    await issues(range(1, 5), ['type: nbug'], [['labeled', 'nbug', '01-05']]);
    await issues([6], ['nbug'], [['labeled', 'nbug', '03-02']]);
    await issues(
      [7],
      [],
      [
        ['labeled', 'nbug', '01-03'],
        ['unlabeled', 'nbug', '01-04'],
      ],
    );
    await issues(
      [8],
      [],
      [
        ['labeled', 'nbug', '01-03'],
        ['unlabeled', 'type: nbug', '02-04'],
      ],
    );
    assert.deepEqual(await told(), [
      '01,nbug,0,0,0,1',
      '01,type: nbug,7,1,6,5',
      '02,nbug,0,0,0,1',
      '02,type: nbug,0,1,5,5',
      '03,nbug,1,0,1,1',
      '03,type: nbug,0,0,5,5',
    ]);
  });

  it('two names were swapped', async () => {
    await catalogue('beta', 'alpha');
    await issues(range(1, 3), ['beta'], [['labeled', 'alpha', '01-05']]);
    await issues(range(4, 5), ['alpha'], [['labeled', 'beta', '01-06']]);
    await issues([6], ['alpha'], [['labeled', 'alpha', '03-02']]);
    await issues([7], ['beta'], [['labeled', 'beta', '03-03']]);
    assert.deepEqual(await told(), [
      '01,alpha,2,0,2,3',
      '01,beta,3,0,3,4',
      '02,alpha,0,0,2,3',
      '02,beta,0,0,3,4',
      '03,alpha,1,0,3,3',
      '03,beta,1,0,4,4',
    ]);
  });

  it('two labels were always together and both renamed: their names tell which became which', async () => {
    await catalogue('type: bug', 'area: ui');
    await issues(
      range(1, 4),
      ['type: bug', 'area: ui'],
      [
        ['labeled', 'bug', '01-05'],
        ['labeled', 'ui', '02-05'],
      ],
    );
    assert.deepEqual(await told(), [
      '01,area: ui,0,0,0,4',
      '01,type: bug,4,0,4,4',
      '02,area: ui,4,0,4,4',
      '02,type: bug,0,0,4,4',
      '03,area: ui,0,0,4,4',
      '03,type: bug,0,0,4,4',
    ]);
  });

  it('two labels were always together and both renamed, and nothing tells which became which: they count as before and as now', async () => {
    await catalogue('defect', 'surface');
    await issues(
      range(1, 4),
      ['defect', 'surface'],
      [
        ['labeled', 'bug', '01-05'],
        ['labeled', 'ui', '02-05'],
      ],
    );
    await issues(
      [5],
      ['defect', 'surface'],
      [
        ['labeled', 'bug', '02-20'],
        ['labeled', 'ui', '02-20'],
      ],
    );
    assert.deepEqual(await told(), [
      '01,bug,4,0,4,0',
      '01,defect,0,0,0,5',
      '01,surface,0,0,0,5',
      '02,bug,1,0,0,0',
      '02,defect,0,0,5,5',
      '02,surface,0,0,5,5',
      '02,ui,5,0,0,0',
      '03,defect,0,0,5,5',
      '03,surface,0,0,5,5',
    ]);
  });

  it('two labels were always together and both renamed, and GraphQL tells of one issue which became which: that holds for all', async () => {
    await catalogue('defect', 'surface');
    await issues(
      range(1, 4),
      ['defect', 'surface'],
      [
        ['labeled', 'bug', '01-05'],
        ['labeled', 'ui', '02-05'],
      ],
    );
    await issues(
      [5],
      ['defect', 'surface'],
      [
        ['labeled', 'bug', '02-20', 1],
        ['labeled', 'ui', '02-20', 2],
      ],
    );
    assert.deepEqual(await told(), [
      '01,defect,4,0,4,5',
      '01,surface,0,0,0,5',
      '02,defect,1,0,5,5',
      '02,surface,5,0,5,5',
      '03,defect,0,0,5,5',
      '03,surface,0,0,5,5',
    ]);
    const { rows } = await db.query(`select label_id::int, name from github.label_told_name order by label_id`);
    assert.deepEqual(rows, [
      { label_id: 1, name: 'bug' },
      { label_id: 2, name: 'ui' },
    ]);
  });

  it('a label was renamed, a new one got its old name, and GraphQL tells which is which: nothing is concluded', async () => {
    await catalogue('type: nbug', 'nbug');
    // REST told of the first with the name of that day; of the others GraphQL alone, with that of today.
    await issues(
      range(1, 4),
      [],
      [
        ['labeled', 'nbug', '01-05', 1],
        ['unlabeled', 'type: nbug', '02-10', 1],
      ],
    );
    await issues([5], ['type: nbug'], [['labeled', 'type: nbug', '01-06', 1]]);
    await issues([6], ['nbug'], [['labeled', 'nbug', '01-07', 2]]);
    await issues(
      [7],
      ['nbug', 'type: nbug'],
      [
        ['labeled', 'nbug', '02-01', 2],
        ['labeled', 'type: nbug', '02-02', 1],
      ],
    );
    assert.deepEqual(await told(), [
      '01,nbug,1,0,1,2',
      '01,type: nbug,5,0,5,2',
      '02,nbug,1,0,2,2',
      '02,type: nbug,1,4,2,2',
      '03,nbug,0,0,2,2',
      '03,type: nbug,0,0,2,2',
    ]);
    const { rows } = await db.query('select former_name from github.label_alias');
    assert.deepEqual(rows, []);
  });

  it('a label was deleted and a new one has its name, and GraphQL tells of which an event is', async () => {
    await catalogue('bug');
    await db.query(
      `insert into github.label (repository_id, label_id, name, is_default, deleted_at) values (7, 9, 'bug', false, '2026-03-10')`,
    );
    // The new one was given before it was seen that the old one is gone.
    await issues([1], [], [['labeled', 'bug', '01-05', 9]]);
    await issues([2], ['bug'], [['labeled', 'bug', '02-05', 1]]);
    await issues([3], ['bug'], [['labeled', 'bug', '03-12', 1]]);
    assert.deepEqual(await told(), ['01,bug,1,0,1,2', '02,bug,1,0,2,2', '03,bug,1,1,2,2']);
    const { rows } = await db.query(`select number::int, ended_by from github.issue_label_period order by number`);
    assert.deepEqual(rows, [
      { number: 1, ended_by: 'label_deleted' },
      { number: 2, ended_by: null },
      { number: 3, ended_by: null },
    ]);
  });

  it('only the case of a name was changed', async () => {
    await catalogue('Bug');
    await issues([1], ['Bug'], [['labeled', 'bug', '01-05']]);
    await issues(
      [2],
      [],
      [
        ['labeled', 'BUG', '01-06'],
        ['unlabeled', 'bug', '02-06'],
      ],
    );
    await issues([3], [], [['labeled', 'bug', '01-07']], '02-08');
    assert.deepEqual(await told(), ['01,Bug,3,0,2,1', '02,Bug,0,1,1,1', '03,Bug,0,0,1,1']);
  });

  it('a name was taken over by another label after a deletion', async () => {
    await catalogue('bug');
    // The label that was called so and was deleted.
    await issues(range(1, 3), [], [['labeled', 'bug', '01-05']]);
    // That which was called `defect` and is called `bug` now.
    await issues(range(4, 5), ['bug'], [['labeled', 'defect', '01-06']]);
    await issues([6], ['bug'], [['labeled', 'bug', '03-02']]);
    assert.deepEqual(await told(), ['01,bug,5,0,2,3', '02,bug,0,0,2,3', '03,bug,1,0,3,3']);
  });

  it('issues were imported with labels of which no event tells', async () => {
    await catalogue('bug');
    await issues(range(1, 2), ['bug'], []);
    await issues([3], ['bug'], [['closed', null, '02-10']], '02-10');
    await issues([4], ['bug'], [['unlabeled', 'bug', '02-11']]);
    assert.deepEqual(await told(), ['01,bug,0,0,3,4', '02,bug,0,0,3,3', '03,bug,0,0,3,3']);
    const { rows } = await db.query('select median_hours_in_label from report.issue_labels_monthly where month = $1', [
      '2026-02-01',
    ]);
    assert.deepEqual(rows, [{ median_hours_in_label: null }], 'nobody knows since when it had the label');
    const asked = (await labelMismatches(db, 7)).map(({ item }) => item);
    assert.deepEqual(
      asked,
      ['labels/1', 'labels/2', 'labels/3', 'names/4'],
      'of the last one GraphQL may tell the label',
    );
  });

  it('an issue was closed or opened again without an event: it is as open as its row', async () => {
    await catalogue('bug');
    await issues(
      [1],
      ['bug'],
      [
        ['labeled', 'bug', '01-05'],
        ['closed', null, '02-05'],
      ],
    );
    await issues(
      [2],
      ['bug'],
      [
        ['labeled', 'bug', '01-05'],
        ['closed', null, '02-05'],
        ['reopened', null, '02-06'],
      ],
      '02-05',
    );
    assert.deepEqual(await told(), ['01,bug,2,0,2,2', '02,bug,0,0,1,1', '03,bug,0,0,1,1']);
  });

  it('tells nothing by history, and why, of a label whose issues are newer than their events, until these are here', async () => {
    await catalogue('bug', 'ui');
    await issues(range(1, 2), ['bug'], [['labeled', 'bug', '01-05']]);
    await issues([3], ['ui'], [['labeled', 'ui', '01-06']]);
    const before = await told();
    // The list of issues was read, that of the events is not yet.
    await storeIssue(db, { repositoryId: 7, id: 2, labels: ['ui'], createdAt });
    await db.query(`insert into sync.mark (subject_id, source, month) values (7, 'issues', '2026-01-01')`);
    await storeIssue(db, { repositoryId: 7, id: 3, labels: [], createdAt });
    await compute();
    const lacks = async () =>
      (
        await queryCsv(
          db,
          `select label, labeled, unlabeled, open_at_month_end, median_hours_in_label, label_history_lack
           from report.issue_labels_monthly where month = '2026-03-01' order by label`,
        )
      ).slice(1);
    assert.deepEqual(await lacks(), [
      ',,,,,Label history tells of labels alone.',
      'bug,,,,,By their events 2 open issues have this label; by the issues themselves 1: it is told again when the two agree.',
      'ui,0,0,1,,',
    ]);
    await storeIssue(db, { repositoryId: 7, id: 2, labels: ['bug'], createdAt });
    await storeIssue(db, { repositoryId: 7, id: 3, labels: ['ui'], createdAt });
    await db.query(`insert into sync.mark (subject_id, source, month) values (7, 'issues', '2026-01-01')`);
    assert.deepEqual(await told(), before);

    await storeResource(db, 7, 'issue_events', null);
    await compute();
    const { rows } = await db.query('select distinct label_history_lack as lack from report.issue_labels_monthly');
    assert.equal(rows.length, 1);
    assert.match((rows[0] as { lack: string }).lack, /^The events of this repository's issues are not all here;/);
  });
});
