import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { ask } from '../simulator/ask.ts';
import { addDemoOrganisation } from '../simulator/demo.ts';
import { addRecordedIssues, addRecordedStats } from '../simulator/recorded.ts';
import { startSimulator, type Simulator } from '../simulator/server.ts';
import { createWorld } from '../simulator/world.ts';

const data = new URL('../../../shared/data/', import.meta.url);
const file = (path: string) => new URL(path, data).pathname;
const description = file('openapi/openapi_subset_api.github.com.json');
const recordings = file('go-issues/issues.jsonl.gz');
const gets = file('recorded-gets/recorded_gets.jsonl.gz');

interface Described {
  paths: Record<string, { get: { responses: Record<string, { content: Record<string, { schema: object }> }> } }>;
}

/** OpenAPI 3.0 says `nullable`, also without a type, which JSON Schema does not know. */
function withoutNullable(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutNullable);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { nullable, ...rest } = schema as Record<string, unknown>;
  const converted = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, withoutNullable(value)]));
  return nullable === true
    ? { anyOf: [converted, { type: 'null' }] }
    : { ...converted, ...(isSchema(nullable) ? { nullable } : {}) };
}

/** A property may be named `nullable`, too. */
const isSchema = (value: unknown) => typeof value === 'object' && value !== null;

/** A validator per route of GitHub's own description. */
function validators(): (path: string) => ValidateFunction {
  const described = JSON.parse(readFileSync(description, 'utf8')) as Described;
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  (addFormats as unknown as (ajv: Ajv) => void)(ajv);
  ajv.addSchema(withoutNullable(described) as object, 'github');
  return (path) => {
    const pointer = ['paths', path, 'get', 'responses', '200', 'content', 'application/json', 'schema'];
    const escaped = pointer.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')));
    return ajv.compile({ $ref: `github#/${escaped.join('/')}` });
  };
}

describe('simulator: answers as GitHub describes them', () => {
  let simulator: Simulator;

  before(async () => {
    const world = createWorld({ clock: () => new Date('2026-06-01T00:00:00Z') });
    addDemoOrganisation(world);
    simulator = await startSimulator({ world, statsPendingCalls: 0 });
  });
  after(() => simulator.close());

  it('has a demo that keeps its issues when it is started on a later day', () => {
    const later = createWorld({ clock: () => new Date('2026-08-09T10:00:00Z') });
    addDemoOrganisation(later);
    const ids = (world: typeof later) =>
      [...world.repository('demo/widgets').issues()].map(({ id, title, created_at: at }) => `${id} ${at} ${title}`);
    const [now, then] = [ids(simulator.world), ids(later)];
    assert.ok(then.length > now.length && now.length > 1500);
    assert.deepEqual(then.slice(0, now.length), now);
    type Week = { w: number; c: number; a: number };
    const commits = (world: typeof later, until: number) =>
      (world.repository('demo/widgets').stats.answer(until) as { author: { login: string } | null; weeks: Week[] }[])
        .flatMap(({ author, weeks }) => weeks.map(({ w, c, a }) => ({ login: author?.login, w, c, a })))
        .filter(({ w, c }) => c > 0 && w * 1000 < Date.parse('2026-05-24T00:00:00Z'))
        .sort(
          (one, other) => one.w - other.w || String(one.login).localeCompare(String(other.login)) || one.a - other.a,
        );
    assert.deepEqual(commits(later, Date.now()), commits(simulator.world, Date.now()));
  });

  if (!existsSync(description)) return;
  const routes: [string, string][] = [
    ['/repos/{owner}/{repo}', '/repos/demo/widgets'],
    ['/repos/{owner}/{repo}/issues', '/repos/demo/widgets/issues?state=all&per_page=100'],
    ['/repos/{owner}/{repo}/stats/contributors', '/repos/demo/widgets/stats/contributors'],
    ['/rate_limit', '/rate_limit'],
  ];
  for (const [path, asked] of routes) {
    it(`answers ${path} as described`, async () => {
      const validate = validators()(path);
      const headers = { 'x-github-api-version': '2022-11-28' };
      const answer = await ask(simulator, asked, { headers });
      assert.equal(answer.status, 200);
      assert.ok(validate(answer.json()), JSON.stringify(validate.errors?.slice(0, 5), null, 2));
    });
  }

  if (!existsSync(recordings)) return;
  it('serves recorded issues and statistics, completed to what GitHub describes', async () => {
    assert.equal(await addRecordedIssues(simulator.world, 'golang/go', recordings), 17_549);
    assert.ok((await addRecordedStats(simulator.world, 'pengwynn/pingwynn', gets)) > 0);
    const headers = { 'x-github-api-version': '2022-11-28' };
    const list = await ask(simulator, '/repos/golang/go/issues?state=all&direction=asc&per_page=100', { headers });
    const validate = validators()('/repos/{owner}/{repo}/issues');
    assert.ok(validate(list.json()), JSON.stringify(validate.errors?.slice(0, 5), null, 2));
    assert.equal(new URL(list.links.last ?? '').searchParams.get('page'), '176');
    assert.equal(list.json<{ number: number }[]>()[0]?.number, 1);
  });
});
