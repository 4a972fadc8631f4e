import type { LoopStatus } from '../../workflows/contract.ts';
import type { SimulatorOptions } from '../simulator/options.ts';
import { createRig } from './rig.ts';
import type { Rig } from './rig.ts';

/** What tests of a loop in trouble share; call it inside a `describe`. */
export interface RigOfTests {
  rig: Rig;
  /** Adds a simulated repository of 250 issues under a name of its own. @returns `owner/name` */
  addRepository(options?: Record<string, unknown>): string;
  /** Starts the loop and waits until its first cycle has settled. */
  load(name: string, input?: Record<string, unknown>): Promise<LoopStatus>;
  stateOf(name: string, resource: string): Promise<{ state: string; reason: string | null }>;
  /** The issues as GitHub has them. */
  truth(name: string): Iterable<unknown>;
}

/**
 * A rig with a worker for all tests of a `describe`; after each of them faults and limits are gone.
 *
 * @param title `import.meta.url` of the test file
 * @param options of the simulator
 */
export function withRig(title: string, options: SimulatorOptions = {}): RigOfTests {
  let names = 0;
  const tests: RigOfTests = {
    rig: undefined as unknown as Rig, // set before the first test
    addRepository(options = {}) {
      names += 1;
      const name = `t${names}`;
      tests.rig.simulator.world.addRepository({ owner: 'acme', name, issues: 250, contributors: 4, ...options });
      return `acme/${name}`;
    },
    async load(name, input = {}) {
      await tests.rig.startLoop(name, input);
      return tests.rig.settled(name);
    },
    async stateOf(name, resource) {
      const { rows } = await tests.rig.db.query<{ state: string; reason: string | null }>(
        'select state, reason from report.sync_status where repository = $1 and resource = $2',
        [name, resource],
      );
      return rows[0] ?? { state: 'none', reason: null };
    },
    truth: (name) => tests.rig.simulator.world.repository(name).issues(),
  };

  before(async function () {
    this.timeout(120_000);
    tests.rig = await createRig(title, options);
    await tests.rig.startWorker();
  });
  after(() => tests.rig.close());
  afterEach(async () => {
    tests.rig.simulator.faults.clear();
    // A limit stands for the token: the next test begins without one.
    await tests.rig.db.query('delete from sync.budget');
  });
  return tests;
}
