import assert from 'node:assert/strict';
import { commandFor, describePlan } from './describe-plan.ts';
import { computedTables, fewestRequests, planChaos, victims } from './plan-chaos.ts';
import { stormFaults, stormRoutes } from './storm-faults.ts';

const plans = Array.from({ length: 200 }, (_, seed) => planChaos(seed));

describe('the plan of a chaotic run', () => {
  it('follows from its seed alone', () => {
    assert.deepEqual(planChaos(7), planChaos(7));
    assert.notDeepEqual({ ...planChaos(7), seed: 0 }, { ...planChaos(8), seed: 0 });
  });

  it('kills every victim of its stage, while loading, while reconciling and while computing', () => {
    for (const { stage, loadKills, reconciliationKills, computationKills } of plans) {
      for (const kills of [loadKills, reconciliationKills, computationKills]) {
        assert.deepEqual(kills.map(({ victim }) => victim).sort(), [...victims[stage]].sort());
      }
    }
  });

  it('kills each victim once in a short run, each in another kind of work', () => {
    for (const { seed, stage } of plans) {
      const { loadKills, reconciliationKills, computationKills } = planChaos(seed, true);
      const kinds = [loadKills, reconciliationKills, computationKills];
      assert.ok(kinds.every((kills) => kills.length <= 1));
      assert.deepEqual(kinds.flatMap((kills) => kills.map(({ victim }) => victim)).sort(), [...victims[stage]].sort());
    }
  });

  it('kills while there are requests left to send', () => {
    for (const { seed, loadKills, reconciliationKills, repositories } of plans) {
      const works = [
        { kills: loadKills, most: fewestRequests(repositories) },
        { kills: reconciliationKills, most: fewestRequests(repositories.slice(0, 1)) },
      ];
      for (const { kills, most } of works) {
        const requests = kills.map(({ request }) => request);
        assert.ok(
          requests.every((request, index) => request > (requests[index - 1] ?? 0) && request < most),
          `seed ${seed}`,
        );
      }
    }
  });

  it('tries, over the seeds, every stage, paging, table, and every fault at every route', () => {
    const tried = <T>(values: (plan: (typeof plans)[number]) => T[]) => new Set(plans.flatMap(values));
    assert.deepEqual([...tried(({ stage }) => [stage])].sort(), ['parts', 'start']);
    assert.deepEqual([...tried(({ paging }) => [paging])].sort(), ['cursor', 'page']);
    assert.deepEqual(
      [...tried(({ computationKills }) => computationKills.map(({ table }) => table))].sort(),
      computedTables.toSorted(),
    );
    const kinds = new Set(stormFaults.map(({ kind }) => kind));
    const combinations = tried(({ faults }) => faults.map(({ kind, route }) => `${kind} ${String(route)}`));
    assert.equal(combinations.size, kinds.size * Object.keys(stormRoutes).length);
  });

  it('is told in lines that name seed, faults and kills, and by the command that does it again', () => {
    const text = describePlan(planChaos(1));
    assert.equal(commandFor(planChaos(1)), 'npm run test:chaos -- --seed 1 --runs 1');
    assert.equal(commandFor(planChaos(8, true)), 'npm run test:chaos -- --seed 8 --runs 1 --short');
    assert.match(text, /^seed 1: /);
    assert.match(text, /postgres at request \d+/);
    assert.match(text, /worker in kpi\./);
  });
});
