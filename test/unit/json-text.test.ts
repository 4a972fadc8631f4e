import assert from 'node:assert/strict';
import { jsonText, jsonTextOrNull } from '../../client/reports/json-text.ts';
import { jsonValue } from '../../client/reports/json-value.ts';
import { oid } from '../../client/reports/types.ts';

const texts: [number, string][] = [
  [oid.int2, '-3'],
  [oid.int4, '0'],
  [oid.int8, '9007199254740991'],
  [oid.int8, '9007199254740993'],
  [oid.int8, '-9007199254740993'],
  [oid.int8, '123456789012345'],
  [oid.float8, '0.1'],
  [oid.float8, '-0'],
  [oid.float8, '39.130434782608695'],
  [oid.float8, '1e+20'],
  [oid.float8, '5e-324'],
  [oid.float8, 'NaN'],
  [oid.float8, 'Infinity'],
  [oid.float4, '-Infinity'],
  [oid.numeric, '1.50'],
  [oid.bool, 't'],
  [oid.bool, 'f'],
  [oid.jsonb, '{"a": [1, null]}'],
  [1009, '{a,"b c",NULL}'],
  [25, 'a "quote"\n'],
];

describe('the JSON of a text of Postgres', () => {
  it('has the value that the text has', () => {
    for (const [type, text] of texts) {
      const known = jsonValue(text, type);
      assert.deepEqual(JSON.parse(jsonText(text, type)), JSON.parse(JSON.stringify(known)), text);
    }
    assert.equal(jsonText(null, oid.int4), 'null');
  });

  it('has null in the place of what is no number, where only numbers are expected', () => {
    assert.deepEqual(
      ['NaN', 'Infinity', '-Infinity', '1.5'].map((text) => jsonTextOrNull(text, oid.float8)),
      ['null', 'null', 'null', '1.5'],
    );
    assert.equal(jsonTextOrNull('NaN', 25), '"NaN"');
  });
});
