// What GitHub may answer, and the test that shows what a loop makes of it. Files of this folder, with the words of the test;
// what has no other file is here.
//
// | answer                          | becomes                | shown by                                                            |
// | ------------------------------- | ---------------------- | ------------------------------------------------------------------- |
// | 200, a list                     | rows and cursor        | first-load: "stores every issue once"                               |
// | 200, no list, empty, bad JSON   | asked again            | broken-answers: "empty", "space", "invalid-json", "wrong-type",     |
// |                                 |                        | "not-array", "cut", "cut-chunked"; page, row of unknown shape:      |
// |                                 |                        | resource-odd-rows                                                   |
// | 202, statistics                 | a series, then pending | trouble: "waits for statistics that GitHub computes (202)"          |
// | 202, elsewhere                  | asked again            | broken-answers: "computing"                                         |
// | 204                             | empty                  | trouble: "an empty repository is empty"; here: a list               |
// | 304                             | unchanged              | first-load, resource-idle: an idle cycle                            |
// | 301 of a repository             | renamed                | trouble: "a renamed repository is handed to the loop"               |
// | 302, 307, 308 of a repository   | followed, id compared  | here                                                                |
// | 301 of an issue                 | transferred            | reconcile: "follows a transferred issue"                            |
// | a redirect of a list, a circle, | asked again, then      | here                                                                |
// | one without address, elsewhere  | failed; no token sent  |                                                                     |
// | 401                             | failed, loop lives on  | trouble: "a bad token is named"; amid a list: here                  |
// | 403, 429 with retry-after       | secondary limit        | broken-answers: "a secondary limit with retry-after", "as 429"      |
// | 403, 429 by its text, plain 429 | secondary, a minute    | broken-answers: "without retry-after"; here: older text, plain 429  |
// | 403 with remaining 0            | primary limit          | broken-answers: "a primary limit"; quota: before GitHub says so     |
// | 429 with remaining 0            | primary limit          | here                                                                |
// | 403, 422 that say so by words,  | a limit, a minute and  | refusals: "is waited for, a minute at least"                         |
// | a reset or retry-after in the   | longer each time       |                                                                     |
// | past, 429 of HTML               |                        |                                                                     |
// | 403 of HTML, of unknown reason, | asked again, later     | refusals: "within the cycle", "less and less", "after several"       |
// | other refusals of HTML          | each time              |                                                                     |
// | 403, a permission               | forbidden              | trouble: "a missing permission is named"; each resource:            |
// |                                 |                        | resource-trouble                                                    |
// | 403, single sign-on             | forbidden              | here                                                                |
// | 403, blocked                    | blocked                | trouble: "a repository that GitHub blocks (tos)"                    |
// | 404 of a repository             | missing, or fails      | trouble: "a repository that vanishes"; bad-input: never read        |
// | 404 of a list                   | missing, or disabled   | here; resource-trouble: "pull requests that are switched off"       |
// | 404 of a row                    | hidden                 | reconcile                                                           |
// | 409, no commits                 | empty                  | resource-trouble: "a repository without any commit"                 |
// | 410, deleted                    | gone                   | trouble: "answers 410 is gone"; of an issue: reconcile              |
// | 410, issues disabled            | disabled               | trouble: "disabled issues are a state of their own"                 |
// | 410, API version retired        | failed: update         | here                                                                |
// | 422, no deeper, a list by pages | read by item           | resource-depth                                                      |
// | 422, an expired cursor          | read on by time        | here                                                                |
// | 422 otherwise, 400              | failed, asked once     | here                                                                |
// | 451                             | blocked                | trouble: "a repository that GitHub blocks (dmca)"                   |
// | 5xx, HTML, no answer            | asked again, smaller   | broken-answers: "status", "html", "reset", "makes pages smaller",   |
// |                                 | pages, then failed     | "gives a resource up as failed"                                     |
import assert from 'node:assert/strict';
import { messages } from '../../workflows/contract.ts';
import type { LoopStatus } from '../../workflows/contract.ts';
import { assertIssuesEqual } from '../support/compare-issues.ts';
import { quickWaits, until } from '../support/rig.ts';
import { withRig } from '../support/with-rig.ts';

const issueList = 'GET /repos/{owner}/{repo}/issues';
const repositoryRoute = 'GET /repos/{owner}/{repo}';

describe('every kind of answer of GitHub', () => {
  const tests = withRig(import.meta.url);
  const { addRepository, load, stateOf, truth } = tests;
  const issuesOnly = { resources: ['issues'] };
  const fewAttempts = { ...issuesOnly, waits: { ...quickWaits, transientRetry: '10ms', transientAttempts: 3 } };
  const requestsOf = (name: string, route = issueList) => {
    const { id } = tests.rig.simulator.world.repository(name);
    const paths = [`/repos/${name}`, `/repositories/${id}`];
    return tests.rig.simulator.requests.filter(
      (request) => request.route === route && paths.some((path) => request.path.startsWith(path)),
    );
  };

  for (const [title, status, body, state, reason, requests = 1] of [
    ['400', 400, { message: 'Problems parsing JSON' }, 'failed', /does not accept this request \(400: Problems/],
    ['422 that is not about depth', 422, { message: 'Validation Failed' }, 'failed', /\(422: Validation Failed\)/],
    ['404 to the list alone', 404, { message: 'Not Found' }, 'missing', /Missing, or invisible to this token \(404/],
    ['401 to the list alone', 401, { message: 'Bad credentials' }, 'failed', /refuses the token \(401: Bad/],
    [
      '410 to its API version',
      410,
      { message: 'This API version is no longer supported' },
      'failed',
      /GitHub retired this API version .*: update Repometer/,
      2, // once more in the other version that this product reads
    ],
  ] as const) {
    it(`${title} ends the resource as ${state} without asking again and again, and the next order takes it up again`, async () => {
      const name = addRepository({ issues: 120 });
      tests.rig.simulator.faults.add({ kind: 'status', status, body, route: issueList, times: Infinity });
      assert.equal((await load(name, issuesOnly)).phase, state);
      const told = await stateOf(name, 'issues');
      assert.equal(told.state, state);
      assert.match(told.reason ?? '', reason);
      assert.equal(requestsOf(name).length, requests);

      tests.rig.simulator.faults.clear();
      assert.equal((await tests.rig.cycle(name)).phase, 'ok');
      await assertIssuesEqual(tests.rig.db, name, truth(name));
    });
  }

  for (const [title, fault] of [
    ['401', { kind: 'status', status: 401, body: { message: 'Bad credentials' } }],
    ['403', { kind: 'status', status: 403, body: { message: 'Resource not accessible by personal access token' } }],
  ] as const) {
    it(`${title} amid a list keeps what was read, and the next order goes on from there`, async () => {
      const name = addRepository({ issues: 450 });
      tests.rig.simulator.faults.add({ ...fault, route: issueList, page: 4 });
      const { resources } = await load(name, issuesOnly);
      const kept = resources.find(({ resource }) => resource === 'issues')?.rows ?? 0;
      assert.ok(kept >= 200 && kept < 450, `${kept} rows`);
      const sent = requestsOf(name).length;

      assert.equal((await tests.rig.cycle(name)).phase, 'ok');
      await assertIssuesEqual(tests.rig.db, name, truth(name));
      // The repository, three pages at most, and GitHub's count, which a first load ends with.
      assert.ok(requestsOf(name).length - sent <= 5, 'nothing was read from the beginning');
    });
  }

  it('404 amid a list is of the address alone, and the rest is read from another one', async () => {
    const name = addRepository({ issues: 450 });
    tests.rig.simulator.faults.add({
      kind: 'status',
      status: 404,
      body: { message: 'Not Found' },
      route: issueList,
      page: 4,
    });
    assert.equal((await load(name, issuesOnly)).phase, 'ok');
    await assertIssuesEqual(tests.rig.db, name, truth(name));
  });

  it('204 to a list is an empty list', async () => {
    const name = addRepository({ issues: 0 });
    tests.rig.simulator.faults.add({ kind: 'status', status: 204, body: '', route: issueList });
    assert.equal((await load(name, issuesOnly)).phase, 'empty');
  });

  for (const status of [302, 307, 308]) {
    it(`${status} of a repository to itself is followed, and recognised by its id`, async () => {
      const name = addRepository({ issues: 3 });
      const { id } = tests.rig.simulator.world.repository(name);
      const location = `${tests.rig.simulator.url}/repositories/${id}`;
      tests.rig.simulator.faults.add({ kind: 'status', status, headers: { location }, route: repositoryRoute });
      assert.equal((await load(name, issuesOnly)).phase, 'ok');
      assert.equal(requestsOf(name, repositoryRoute).length, 2);
    });
  }

  for (const [title, fault, reason] of [
    ['that leads in a circle', { kind: 'redirect-loop' }, /redirected a repository to an answer 301/],
    ['without an address', { kind: 'status', status: 301 }, /answered 301 without saying where to/],
    [
      'to another server',
      { kind: 'status', status: 301, headers: { location: 'http://127.0.0.1:9/repositories/1' } },
      /pointed to another server/,
    ],
  ] as const) {
    it(`a redirect ${title} is a failure with a name, until it is over`, async () => {
      const name = addRepository({ issues: 3 });
      tests.rig.simulator.faults.add({ ...fault, route: repositoryRoute, times: Infinity });
      const status = await load(name, fewAttempts);
      assert.equal(status.phase, 'failed');
      assert.match(status.resources[0]?.reason ?? '', reason);
      tests.rig.simulator.faults.clear();
      assert.equal((await tests.rig.cycle(name)).phase, 'ok');
    });
  }

  it('a redirect of a list by id is asked again, and never taken for the end', async () => {
    const name = addRepository();
    const headers = { location: `${tests.rig.simulator.url}/repositories/1/issues` };
    tests.rig.simulator.faults.add({ kind: 'status', status: 301, headers, route: issueList, page: 3 });
    assert.equal((await load(name, issuesOnly)).phase, 'ok');
    await assertIssuesEqual(tests.rig.db, name, truth(name));
  });

  it('an expired cursor (422) is left for the same walk by time', async () => {
    const name = addRepository({ issues: 450 });
    const body = { message: 'The cursor is no longer valid' };
    tests.rig.simulator.faults.add({ kind: 'status', status: 422, body, path: /after=/, page: 2 });
    assert.equal((await load(name, issuesOnly)).phase, 'ok');
    await assertIssuesEqual(tests.rig.db, name, truth(name));
    assert.deepEqual(requestsOf(name).filter(({ status }) => status === 422).length, 1, 'the fault was met');
  });

  it('single sign-on is named with the address where the token is authorised', async () => {
    const { world } = tests.rig.simulator;
    world.addRepository({ owner: 'strict', name: 'one', issues: 3 });
    world.requireSignOn('strict');
    const status = await load('strict/one', issuesOnly);
    assert.equal(status.phase, 'forbidden');
    assert.match(status.resources[0]?.reason ?? '', /single sign-on \(403\): https:\/\/github\.com\/orgs\/strict\/sso/);
    world.requireSignOn('strict', false);
    assert.equal((await tests.rig.cycle('strict/one')).phase, 'ok');
  });

  it('429 with nothing remaining is the primary limit, waited for until its reset', async () => {
    const name = addRepository();
    const { faults } = tests.rig.simulator;
    faults.add({ kind: 'primary-limit', as: 429, resetInSeconds: 1, route: issueList, page: 2 });
    const handle = await tests.rig.startLoop(name, issuesOnly);
    await until(async () => (await handle.query<LoopStatus>(messages.status)).phase === 'limited');
    assert.match((await stateOf(name, 'issues')).reason ?? '', /rate limit of \d+ requests an hour is used up/);
    assert.equal((await tests.rig.settled(name)).phase, 'ok');
    await assertIssuesEqual(tests.rig.db, name, truth(name));
  });

  for (const [title, status, message] of [
    ['403 with the older words', 403, 'You have triggered an abuse detection mechanism. Please wait a few minutes.'],
    ['429 without any header', 429, 'Too Many Requests'],
  ] as const) {
    it(`${title} is a secondary limit that stands for a minute`, async () => {
      const name = addRepository();
      const { faults } = tests.rig.simulator;
      faults.add({ kind: 'status', status, body: { message }, route: issueList, page: 2 });
      const handle = await tests.rig.startLoop(name, issuesOnly);
      const limited = await until(async () => {
        const found = await handle.query<LoopStatus>(messages.status);
        return found.limitedUntil ? found : undefined;
      });
      const waitMs = Date.parse(limited.limitedUntil as string) - Date.now();
      assert.ok(waitMs > 45_000 && waitMs <= 61_000, `${waitMs} ms`);
      await handle.terminate();
    });
  }
});
