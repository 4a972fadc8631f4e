import assert from 'node:assert/strict';
import { commandFor, describePlan } from './describe-plan.ts';
import { computedTables, planChaos, stormFaults, victims } from './plan-chaos.ts';

const plans = Array.from({ length: 200 }, (_, seed) => planChaos(seed));

describe('the plan of a chaotic run', () => {
  it('follows from its seed alone', () => {
    assert.deepEqual(planChaos(7), planChaos(7));
    assert.notDeepEqual({ ...planChaos(7), seed: 0 }, { ...planChaos(8), seed: 0 });
  });

  it('kills every victim of its stage, while loading and while computing', () => {
    for (const { stage, loadKills, computationKills } of plans) {
      for (const kills of [loadKills, computationKills]) {
        assert.deepEqual(kills.map(({ victim }) => victim).sort(), [...victims[stage]].sort());
      }
    }
  });

  it('kills each victim once in a short run, some while loading and some while computing', () => {
    for (const { seed, stage } of plans) {
      const { loadKills, computationKills } = planChaos(seed, true);
      assert.ok(loadKills.length > 0 && computationKills.length > 0);
      assert.deepEqual(
        [...loadKills, ...computationKills].map(({ victim }) => victim).sort(),
        [...victims[stage]].sort(),
      );
    }
  });

  it('kills while there are pages left to ask for', () => {
    for (const { seed, loadKills, repositories } of plans) {
      const pages = repositories.reduce((sum, { issues }) => sum + Math.floor(issues / 100), 0);
      const requests = loadKills.map(({ request }) => request);
      assert.ok(
        requests.every((request, index) => request > (requests[index - 1] ?? 0) && request < pages),
        `seed ${seed}`,
      );
    }
  });

  it('tries, over the seeds, every stage, paging, fault and table', () => {
    const tried = <T>(values: (plan: (typeof plans)[number]) => T[]) => new Set(plans.flatMap(values));
    assert.deepEqual([...tried(({ stage }) => [stage])].sort(), ['parts', 'start']);
    assert.deepEqual([...tried(({ paging }) => [paging])].sort(), ['cursor', 'page']);
    assert.deepEqual(
      [...tried(({ computationKills }) => computationKills.map(({ table }) => table))].sort(),
      computedTables.toSorted(),
    );
    const kinds = stormFaults.map(({ kind }) => kind);
    assert.deepEqual([...tried(({ faults }) => faults.map(({ kind }) => kind))].sort(), [...new Set(kinds)].sort());
  });

  it('is told in lines that name seed, faults and kills, and by the command that does it again', () => {
    const text = describePlan(planChaos(1));
    assert.equal(commandFor(planChaos(1)), 'npm run test:chaos -- --seed 1 --runs 1');
    assert.equal(commandFor(planChaos(8, true)), 'npm run test:chaos -- --seed 8 --runs 1 --short');
    assert.match(text, /^seed 1: /);
    assert.match(text, /postgres at page \d+/);
    assert.match(text, /worker in kpi\./);
  });
});
