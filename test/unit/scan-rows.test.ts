import assert from 'node:assert/strict';
import { scanRows } from '../../activities/store/scan-rows.ts';
import { createWorld } from '../simulator/world.ts';

const members = ['id', 'updated_at'];
type Row = Record<string, unknown>;

/** What a parser finds of the same. */
const parsed = (json: string) =>
  (JSON.parse(json) as Row[]).map((row) =>
    Object.fromEntries(members.filter((name) => row?.[name] !== undefined).map((name) => [name, String(row[name])])),
  );

describe('rows of a list that is not parsed', () => {
  const odd = [
    { id: 1, updated_at: '2026-01-01T00:00:00Z', labels: [{ id: 9, updated_at: 'inner' }], user: { id: 8 } },
    { body: 'a "quote", a \\ and "id":7,"updated_at":"no"} ] [ {', id: 2 },
    { body: '\\', id: 3, title: '\\\\"', updated_at: '→ 😀' },
    { 'id ': 4, IDs: [1, [2, { id: 5 }]], '': 'id' },
    {},
    { id: '6', nested: [[], {}, [{}]] },
  ];

  it('are found as a parser finds them', () => {
    const json = JSON.stringify(odd);
    assert.deepEqual(scanRows(json, members), parsed(json));
  });

  it('are found where GitHub writes it with indentation, too', () => {
    const json = `\n ${JSON.stringify(odd, null, 2)}\r\n`;
    assert.deepEqual(scanRows(json, members), parsed(json));
  });

  it('are found in a page of issues', () => {
    const repository = createWorld({ seed: 3 }).addRepository({ owner: 'acme', name: 'widgets', issues: 100 });
    const json = JSON.stringify([...repository.issues()]);
    assert.equal(parsed(json).length, 100);
    assert.deepEqual(scanRows(json, members), parsed(json));
  });

  it('keep an id that a number cannot hold', () => {
    assert.deepEqual(scanRows('[{"id":9007199254740993}]', members), [{ id: '9007199254740993' }]);
  });

  it('count also where they are no objects', () => {
    assert.deepEqual(scanRows('[null, 1 ,"id",["id"],{"id":null},true]', members), [{}, {}, {}, {}, {}, {}]);
    assert.deepEqual(scanRows(' [ ] ', members), []);
  });

  for (const json of [
    '',
    '{"id":1}',
    '[',
    '[{"id":1}',
    '[{"id":1}] x',
    '[{"id":"1}]',
    '[{"id":1}]]',
    '[{"a":"\\"}]',
    'null',
  ])
    it(`${JSON.stringify(json)} is no whole list`, () => {
      assert.equal(scanRows(json, members), null);
    });

  it('cut anywhere it is no whole list', () => {
    const json = JSON.stringify(odd);
    for (let end = 0; end < json.length; end += 1) assert.equal(scanRows(json.slice(0, end), members), null, `${end}`);
  });
});
