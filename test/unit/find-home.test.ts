import assert from 'node:assert/strict';
import type { Context } from '../../client/cli/context.ts';
import { findHome } from '../../client/cli/find-home.ts';
import { loadConfig } from '../../config.ts';

const own = '/somewhere/home';
const demo = `${own}/demo`;
const database = { DATABASE_URL: 'postgres://me@db.example/mine' };
const temporal = { TEMPORAL_ADDRESS: 'temporal.example:7233' };

interface Homes {
  running?: string;
  initialised?: string;
  /** Has a database without tables, as a start leaves it that was interrupted. */
  bare?: string;
}

/** Which home a command means, and what it says. */
function find(environment: Record<string, string>, { running, initialised, bare }: Homes): [string, string] {
  let said = '';
  const config = loadConfig({ REPOMETER_HOME: own, ...environment });
  const context = {
    config: () => config,
    output: { say: (text: string) => (said += text) },
    local: {
      readRunFile: (home: string) => (home === running ? {} : undefined),
      isInitialised: (home: string) => home === initialised || home === bare,
      hasTables: (home: string) => home === initialised,
    },
  } as unknown as Context;
  return [findHome(context).home, said];
}

const isDemo = 'This is the demo: its data is synthetic.';

describe('the home that a command means', () => {
  const cases: [string, Record<string, string>, Homes, [string, string]][] = [
    ['is the own one where there is none', {}, {}, [own, '']],
    ['is the demo’s where nothing else runs', {}, { running: demo }, [demo, isDemo]],
    ['is the one that runs, before one that has data', {}, { running: own, initialised: demo }, [own, '']],
    ['is the demo’s where it alone has data', {}, { initialised: demo }, [demo, isDemo]],
    ['is the demo’s where the own one was only begun', {}, { bare: own, initialised: demo }, [demo, isDemo]],
    ['is the own one where it was begun and there is nothing else', {}, { bare: own }, [own, '']],
    ['is not that of a demo that was tried, for a database elsewhere', database, { initialised: demo }, [own, '']],
    ['is the running demo’s, for its Temporal', database, { running: demo }, [demo, isDemo]],
    [
      'is not the running demo’s where nothing of it is used',
      { ...database, ...temporal },
      { running: demo },
      [own, ''],
    ],
  ];
  for (const [title, environment, homes, expected] of cases)
    it(title, () => {
      assert.deepEqual(find(environment, homes), expected);
    });
});
