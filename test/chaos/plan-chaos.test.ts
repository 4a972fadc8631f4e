import assert from 'node:assert/strict';
import { commandFor, describePlan, nameTrouble } from './describe-plan.ts';
import { computedTables, fewestRequests, planChaos, sleepers, victims } from './plan-chaos.ts';
import type { ChaosPlan, RequestTrouble, Victim } from './plan-chaos.ts';
import { stormFaults, stormRoutes } from './storm-faults.ts';

const plans = Array.from({ length: 200 }, (_, seed) => planChaos(seed));

const toVictim = ({ victim }: { victim: Victim }) => victim;
const victimsOf = (troubles: RequestTrouble[]) =>
  troubles.flatMap(({ trouble }) => (trouble.kind === 'kill' ? [trouble.victim] : []));
const troublesOf = ({ loadTroubles, reconciliationTroubles }: ChaosPlan) =>
  [...loadTroubles, ...reconciliationTroubles].map(({ trouble }) => trouble);

describe('the plan of a chaotic run', () => {
  it('follows from its seed alone', () => {
    assert.deepEqual(planChaos(7), planChaos(7));
    assert.notDeepEqual({ ...planChaos(7), seed: 0 }, { ...planChaos(8), seed: 0 });
  });

  it('kills every victim of its stage, while loading, while reconciling and while computing', () => {
    for (const { stage, loadTroubles, reconciliationTroubles, computationKills } of plans) {
      const works = [victimsOf(loadTroubles), victimsOf(reconciliationTroubles), computationKills.map(toVictim)];
      for (const killed of works) assert.deepEqual(killed.sort(), [...victims[stage]].sort());
    }
  });

  it('freezes something, fills the disk and terminates a loop or all of them, each once', () => {
    for (const plan of plans) {
      const others = troublesOf(plan).filter(({ kind }) => kind !== 'kill');
      assert.deepEqual(others.map(({ kind }) => kind).sort(), ['freeze', 'full-disk', 'terminate']);
    }
  });

  it('knows every trouble within ten seeds', () => {
    const known = new Set(
      Array.from({ length: 10 }, (_, index) => troublesOf(planChaos(index + 1)).map(nameTrouble)).flat(),
    );
    const kills = Object.values(victims)
      .flat()
      .map((victim) => `kill ${victim}`);
    const freezes = sleepers.map((sleeper) => `freeze ${sleeper}`);
    const others = ["fill Postgres' disk", 'terminate a loop', 'terminate all loops in a batch'];
    assert.deepEqual([...known].sort(), [...kills, ...freezes, ...others].sort());
  });

  it('kills each victim once in a short run, each in another kind of work, beside one other trouble', () => {
    for (const { seed, stage } of plans) {
      const { loadTroubles, reconciliationTroubles, computationKills } = planChaos(seed, true);
      const kinds = [victimsOf(loadTroubles), victimsOf(reconciliationTroubles), computationKills.map(toVictim)];
      assert.ok(kinds.every((kills) => kills.length <= 1));
      assert.deepEqual(kinds.flat().sort(), [...victims[stage]].sort());
      const others = [...loadTroubles, ...reconciliationTroubles].filter(({ trouble }) => trouble.kind !== 'kill');
      assert.equal(others.length, 1, `seed ${seed}`);
    }
  });

  it('makes trouble while there are requests left to send', () => {
    for (const { seed, loadTroubles, reconciliationTroubles, repositories, reviewsBy } of plans) {
      const works = [
        { troubles: loadTroubles, most: fewestRequests(repositories, { reviewsBy }) },
        { troubles: reconciliationTroubles, most: fewestRequests(repositories.slice(0, 1), { reviewsBy }) },
      ];
      for (const { troubles, most } of works) {
        const requests = troubles.map(({ request }) => request);
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
    assert.deepEqual([...tried(({ reviewsBy }) => [reviewsBy])].sort(), ['GraphQL', 'REST']);
    assert.deepEqual(
      [...tried(({ computationKills }) => computationKills.map(({ table }) => table))].sort(),
      computedTables.toSorted(),
    );
    const kinds = new Set(stormFaults.map(({ kind }) => kind));
    const combinations = tried(({ faults }) => faults.map(({ kind, route }) => `${kind} ${String(route)}`));
    assert.equal(combinations.size, kinds.size * (Object.keys(stormRoutes).length + 1));
  });

  it('is told in lines that name seed, faults and troubles, and by the command that does it again', () => {
    const text = describePlan(planChaos(1));
    assert.equal(commandFor(planChaos(1)), 'npm run test:chaos -- --seed 1 --runs 1');
    assert.equal(commandFor(planChaos(8, true)), 'npm run test:chaos -- --seed 8 --runs 1 --short');
    assert.match(text, /^seed 1: /);
    for (const trouble of troublesOf(planChaos(1))) assert.ok(text.includes(`${nameTrouble(trouble)} at request `));
    assert.match(text, /kill worker in kpi\./);
  });
});
