import assert from 'node:assert/strict';
import { toFailure } from '../../client/cli/fail.ts';
import { ConfigError } from '../../config.ts';

const failed = (code: string | number, message: string, more: object = {}) =>
  toFailure(Object.assign(new Error(message), { code, ...more }));

const server = { severity: 'ERROR' };

describe('what a failure is told as', () => {
  it('names the address of a Postgres that refuses, also where localhost has two', () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED', address: '127.0.0.1', port: 1 });
    const sentence = /No Postgres answers at 127\.0\.0\.1:1;.*DATABASE_URL/;
    assert.match(toFailure(refused).sentence ?? '', sentence);
    assert.match(toFailure(new AggregateError([refused, refused])).sentence ?? '', sentence);
  });

  it('names an unknown host', () => {
    const { sentence } = failed('ENOTFOUND', 'getaddrinfo', { hostname: 'db.invalid' });
    assert.match(sentence ?? '', /host db\.invalid of the database is unknown/);
  });

  it('says what to do about a wrong password, a missing database and a missing right', () => {
    const password = failed('28P01', 'password authentication failed for user "x"', server);
    assert.match(password.sentence ?? '', /refuses the login.*user "x".*DATABASE_URL/);
    assert.match(
      failed('3D000', 'database "y" does not exist', server).sentence ?? '',
      /"y" does not exist; create it/,
    );
    assert.match(failed('42501', 'permission denied for schema raw', server).sentence ?? '', /schema raw.*no right/);
  });

  it('never repeats the statement that knex puts before an error, which may hold a password', () => {
    const { sentence } = failed(
      '42501',
      "create role r password 'secret-1' - permission denied to create role",
      server,
    );
    assert.ok(!sentence?.includes('secret-1'), sentence);
    assert.match(sentence ?? '', /permission denied to create role/);
  });

  it('says what Postgres says about a wrong statement, with its hint', () => {
    const { sentence, exitCode } = failed('42P01', 'relation "a" does not exist', { ...server, hint: 'Look again' });
    assert.equal(sentence, 'Postgres says: relation "a" does not exist. Look again.');
    assert.equal(exitCode, 1);
  });

  it('names --timeout when Postgres stopped the statement', () => {
    const { sentence } = failed('57014', 'canceling statement due to statement timeout', server);
    assert.match(sentence ?? '', /--timeout/);
  });

  it('tells a missing namespace and a dead server of Temporal', () => {
    const missing = Object.assign(new Error('x'), { name: 'NamespaceNotFoundError', namespace: 'prod' });
    assert.match(toFailure(missing).sentence ?? '', /no namespace prod.*TEMPORAL_NAMESPACE/);
    assert.match(failed(14, 'UNAVAILABLE', { details: 'no connection' }).sentence ?? '', /Temporal does not answer/);
  });

  it('tells the innermost cause of a failed workflow', () => {
    const cause = new Error('demo/x does not exist, or this token may not see it (404).');
    const outer = Object.assign(new Error('Workflow execution failed', { cause }), { name: 'WorkflowFailedError' });
    assert.equal(toFailure(outer).sentence, cause.message);
  });

  it('counts a wrong environment as wrong usage', () => {
    assert.deepEqual(toFailure(new ConfigError('A.\nB.')), { sentence: 'A.\nB.', exitCode: 2 });
  });
});
