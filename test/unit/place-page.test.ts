import assert from 'node:assert/strict';
import { placePage } from '../../client/reports/lists/place-page.ts';

const counts = [
  { id: '1', rows: 3 },
  { id: '2', rows: 1 },
  { id: '3', rows: 5 },
];

describe('the place of a page among repositories', () => {
  it('is where its rows are', () => {
    assert.deepEqual(placePage(counts, { offset: 0, size: 3 }), { begin: 0, end: 1, offset: 0 });
    assert.deepEqual(placePage(counts, { offset: 2, size: 3 }), { begin: 0, end: 3, offset: 2 });
    assert.deepEqual(placePage(counts, { offset: 3, size: 1 }), { begin: 1, end: 2, offset: 0 });
    assert.deepEqual(placePage(counts, { offset: 8, size: 3 }), { begin: 2, end: 3, offset: 4 });
    assert.deepEqual(placePage(counts, { offset: 9, size: 3 }), { begin: 3, end: 3, offset: 0 });
    assert.deepEqual(placePage([], { offset: 5, size: 3 }), { begin: 0, end: 0, offset: 5 });
  });

  it('behind a row counts on none of the rows of its own repository', () => {
    assert.deepEqual(placePage(counts, { offset: 0, size: 1, after: '1' }), { begin: 0, end: 2, offset: 0 });
    assert.deepEqual(placePage(counts, { offset: 0, size: 2, after: '1' }), { begin: 0, end: 3, offset: 0 });
  });
});
