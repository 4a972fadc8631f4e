import assert from 'node:assert/strict';
import pg from 'pg';
import { trigramSimilarity } from '../../client/cli/labels/trigram-similarity.ts';
import { createTestDatabase } from '../support/global.ts';

const names = [
  'bug',
  'type bug',
  'kind bug',
  'breaking change',
  'non breaking change',
  'feature',
  'feature selection',
  'feature request',
  'needs info',
  'needs more information',
  'performance',
  'perf',
  'c',
  'a a a',
  'wontfix',
  'wont fix',
];

describe('Suggestions of label rules', () => {
  it('measure what pg_trgm measures, without it', async () => {
    const database = await createTestDatabase(import.meta.url);
    const db = new pg.Client({ connectionString: database.superuserUrl });
    try {
      await db.connect();
      await db.query('create extension pg_trgm');
      const { rows } = await db.query<{ one: string; other: string; similarity: number }>(
        `select one, other, similarity(one, other) as similarity from unnest($1::text[]) as one, unnest($1::text[]) as other`,
        [names],
      );
      assert.equal(rows.length, names.length ** 2);
      for (const { one, other, similarity } of rows) {
        assert.equal(Math.fround(trigramSimilarity(one, other)), Math.fround(similarity), `${one}, ${other}`);
      }
    } finally {
      await db.end();
      await database.drop();
    }
  });

  it('would be wrong to decide: opposites are nearer than synonyms', () => {
    assert.equal(trigramSimilarity('breaking change', 'non breaking change').toFixed(2), '0.80');
    assert.equal(trigramSimilarity('type bug', 'kind bug').toFixed(2), '0.29');
  });

  it('know letters of every alphabet, and no signs as letters', () => {
    assert.equal(trigramSimilarity('ошибка', 'ошибка'), 1);
    assert.ok(trigramSimilarity('ошибка', 'ошибки') > 0.5);
    assert.ok(trigramSimilarity('c', 'c++') < 1);
    assert.equal(trigramSimilarity('🐛', '🐞'), 0);
  });
});
