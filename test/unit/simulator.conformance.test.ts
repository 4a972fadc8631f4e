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
  components: { schemas: Record<string, { properties?: Record<string, unknown> }> };
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

type Version = '2022-11-28' | '2026-03-10';
type Changing = Record<string, unknown> & { 'x-github-breaking-changes'?: { version: string; patch: Patch }[] };
interface Patch {
  properties?: Record<string, unknown>;
  required?: string[];
  [member: string]: unknown;
}

/** The description as a newer version has changed it; a member that is gone there must not be sent. */
function patched(schema: unknown, version: Version): unknown {
  if (Array.isArray(schema)) return schema.map((part) => patched(part, version));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { 'x-github-breaking-changes': changes, ...rest } = schema as Changing;
  const applied = (Array.isArray(changes) ? changes : []).filter((change) => change.version <= version);
  const required = new Set(Array.isArray(rest.required) ? (rest.required as string[]) : []);
  const properties = { ...(rest.properties as Record<string, unknown> | undefined) };
  for (const { patch } of applied) {
    for (const [name, value] of Object.entries(patch.properties ?? {})) {
      // No value fits `not: {}`: the member has to be absent.
      properties[name] = value === null ? { not: {} } : value;
      if (value === null) required.delete(name);
    }
  }
  const changed = applied.length ? { ...rest, properties, required: [...required] } : rest;
  return Object.fromEntries(Object.entries(changed).map(([name, value]) => [name, patched(value, version)]));
}

/**
 * Where the description is narrower than GitHub's answers: a pull request from a deleted fork has no `head.repo`, its
 * labels may lack a description, and every payload of an event fits several of the kinds of which it is to fit one.
 */
function asAnswered(described: Described): Described {
  const { schemas } = described.components;
  const pull = schemas['pull-request-simple']?.properties as Record<string, { [member: string]: unknown }>;
  Object.assign((pull.labels as unknown as { items: { properties: object } }).items.properties, {
    description: { type: 'string', nullable: true },
  });
  const head = pull.head as unknown as { properties: Record<string, object> };
  head.properties.repo = { nullable: true, allOf: [{ $ref: '#/components/schemas/repository' }] };
  head.properties.user = { $ref: '#/components/schemas/nullable-simple-user' };
  const event = schemas.event?.properties as Record<string, { oneOf?: object[]; anyOf?: object[] }>;
  event.payload = { anyOf: event.payload?.oneOf ?? event.payload?.anyOf ?? [] };
  return described;
}

/** A validator per route, or name of a schema, and version of GitHub's own description. */
function validators(): (path: string, version?: Version) => ValidateFunction {
  const described = asAnswered(JSON.parse(readFileSync(description, 'utf8')) as Described);
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  (addFormats as unknown as (ajv: Ajv) => void)(ajv);
  for (const version of ['2022-11-28', '2026-03-10'] as const)
    ajv.addSchema(withoutNullable(patched(described, version)) as object, version);
  return (path, version = '2022-11-28') => {
    if (!path.startsWith('/')) return ajv.compile({ $ref: `${version}#/components/schemas/${path}` });
    const pointer = ['paths', path, 'get', 'responses', '200', 'content', 'application/json', 'schema'];
    const escaped = pointer.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')));
    return ajv.compile({ $ref: `${version}#/${escaped.join('/')}` });
  };
}

function assertFits(validate: ValidateFunction, value: unknown): void {
  assert.ok(
    validate(value),
    JSON.stringify(validate.errors?.slice(0, 60).map(({ instancePath, schemaPath }) => [instancePath, schemaPath])),
  );
}

describe('simulator: answers as GitHub describes them', () => {
  let simulator: Simulator;

  before(async () => {
    const world = createWorld({ clock: () => new Date('2026-06-01T00:00:00Z') });
    addDemoOrganisation(world);
    const demo = world.organisation('demo');
    demo.join('insider');
    demo.letIn('guest');
    demo.addTeam('Everybody');
    demo.addTeam('Writers', ['insider'], { parent: 'everybody' });
    simulator = await startSimulator({
      world,
      statsPendingCalls: 0,
      tokens: { insider: { user: 'insider' }, one: {} },
    });
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
  const validator = validators();
  const below = '/repos/{owner}/{repo}';
  const routes: [string, string][] = [
    [below, '/repos/demo/widgets'],
    [`${below}/issues`, '/repos/demo/widgets/issues?state=all&per_page=100'],
    [`${below}/issues/comments`, '/repos/demo/widgets/issues/comments?per_page=100'],
    [`${below}/issues/events`, '/repos/demo/widgets/issues/events?per_page=100'],
    [`${below}/pulls`, '/repos/demo/widgets/pulls?state=all&per_page=100'],
    [`${below}/labels`, '/repos/demo/widgets/labels'],
    [`${below}/commits`, '/repos/demo/widgets/commits?per_page=100'],
    [`${below}/contributors`, '/repos/demo/widgets/contributors?anon=1'],
    [`${below}/stats/contributors`, '/repos/demo/widgets/stats/contributors'],
    [`${below}/events`, '/repos/demo/widgets/events?per_page=100'],
    [`${below}/stargazers`, '/repos/demo/widgets/stargazers?per_page=100'],
    ['/orgs/{org}/repos', '/orgs/demo/repos'],
    ['/users/{username}/repos', '/users/demo/repos'],
    ['/events', '/events?per_page=100'],
    ['/rate_limit', '/rate_limit'],
  ];
  for (const version of ['2022-11-28', '2026-03-10'] as const) {
    for (const [path, asked] of routes) {
      it(`answers ${path} as described in ${version}`, async () => {
        const answer = await ask(simulator, asked, { headers: { 'x-github-api-version': version } });
        assert.equal(answer.status, 200);
        assertFits(validator(path, version), answer.json());
      });
    }

    for (const [schema, asked] of [
      ['simple-user', '/orgs/demo/members?per_page=100'],
      ['simple-user', '/orgs/demo/outside_collaborators'],
      ['simple-user', '/orgs/demo/teams/writers/members'],
      ['team', '/orgs/demo/teams'],
    ] as const) {
      it(`answers ${asked} with rows as ${schema} is described in ${version}`, async () => {
        const headers = { 'x-github-api-version': version, authorization: 'token insider' };
        const rows = (await ask(simulator, asked, { headers })).json<unknown[]>();
        assert.ok(rows.length > 0);
        for (const row of rows) assertFits(validator(schema, version), row);
      });
    }

    it(`gives each kind of event the payload that belongs to it in ${version}`, async () => {
      const widgets = simulator.world.repository('demo/widgets');
      widgets.discuss({ title: 'What next?' });
      const number = widgets.openIssue({ pullRequest: true });
      widgets.label(number, 'bug');
      widgets.edit(number, { assignees: ['insider'] });
      widgets.mergePull(number);
      const headers = { 'x-github-api-version': version };
      const rows = (await ask(simulator, '/repos/demo/widgets/events?per_page=100', { headers })).json<
        { type: string; payload: { action?: string } }[]
      >();
      assert.ok(new Set(rows.map(({ type }) => type)).size >= 6);
      const actions = rows.filter(({ type }) => type === 'PullRequestEvent').map(({ payload }) => payload.action);
      for (const action of ['opened', 'labeled', 'assigned', 'merged']) assert.ok(actions.includes(action), action);
      for (const { type, payload } of rows) {
        const kind = type.replaceAll(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
        assertFits(validator(kind, version), payload);
      }
    });

    it(`answers the timelines of issues as described in ${version}`, async () => {
      const validate = validator(`${below}/issues/{issue_number}/timeline`, version);
      for (let number = 1; number <= 25; number += 1) {
        const asked = `/repos/demo/widgets/issues/${number}/timeline?per_page=100`;
        const rows = (await ask(simulator, asked)).json<{ actor?: unknown; user?: unknown }[]>();
        // GitHub's description knows no row of a timeline by an account that is gone.
        assertFits(
          validate,
          rows.filter(({ actor, user }) => actor !== null && user !== null),
        );
      }
    });
  }

  if (!existsSync(recordings)) return;
  it('serves recorded issues and statistics, completed to what GitHub describes', async () => {
    assert.equal(await addRecordedIssues(simulator.world, 'golang/go', recordings), 17_549);
    assert.ok((await addRecordedStats(simulator.world, 'pengwynn/pingwynn', gets)) > 0);
    const headers = { 'x-github-api-version': '2022-11-28' };
    const list = await ask(simulator, '/repos/golang/go/issues?state=all&direction=asc&per_page=100', { headers });
    assertFits(validator(`${below}/issues`, '2022-11-28'), list.json());
    assert.equal(new URL(list.links.last ?? '').searchParams.get('page'), '176');
    assert.equal(list.json<{ number: number }[]>()[0]?.number, 1);
  });
});
