import assert from 'node:assert/strict';
import { pageAt, rowOfPage, sizedPage } from '../../activities/sync/slice/numbered-page.ts';
import { createPageSizes, sizeAt, stepsOf } from '../../activities/sync/slice/page-sizes.ts';

describe('the size of pages', () => {
  it('has steps of which each is a part of the one before, down to a single row', () => {
    assert.deepEqual(stepsOf(100), [100, 50, 25, 5, 1]);
    assert.deepEqual(stepsOf(30), [30, 15, 5, 1]);
  });

  it('shrinks at once, keeps what has come, and grows after two pages of the same size', () => {
    const sizes = createPageSizes(100, null);
    sizes.failed(100);
    sizes.failed(50);
    assert.equal(sizes.size(), 25);
    assert.equal(sizes.known(), null, 'nothing has come yet: it may be the hour');
    sizes.answered(25);
    assert.equal(sizes.size(), 25);
    sizes.answered(25);
    assert.equal(sizes.size(), 50);
    sizes.answered(50);
    sizes.answered(50);
    sizes.answered(100);
    sizes.answered(100);
    assert.equal(sizes.known(), null, 'the full size, as if nothing had been');
  });

  it('waits twice as long before the next attempt each time that a larger page fails again', () => {
    const sizes = createPageSizes(100, null);
    const attempts: number[] = [];
    let since = 0;
    for (let page = 0; page < 300; page += 1) {
      const size = sizes.size();
      if (size > 50) {
        attempts.push(since);
        since = 0;
        sizes.failed(size);
      } else {
        since += 1;
        sizes.answered(size);
      }
    }
    assert.deepEqual(attempts, [0, 2, 4, 8, 16, 32, 64, 64, 64]);
  });

  it('goes on from what an earlier run has kept', () => {
    const first = createPageSizes(100, null);
    first.failed(100);
    first.answered(50);
    const second = createPageSizes(100, first.known());
    assert.equal(second.size(), 50);
    assert.equal(second.isKnown(), true);
    assert.equal(createPageSizes(30, first.known()).size(), 30, 'a size that this list does not have');
  });

  it('counts the number of a page anew, so that no row is left out', () => {
    const url = 'https://api.github.com/repositories/1/labels?per_page=50&page=2';
    assert.equal(rowOfPage(url), 50);
    assert.equal(sizeAt(50, 100), 50);
    assert.equal(sizeAt(57, 100), 1);
    assert.equal(sizedPage(url, 100).size, 50, 'a larger page would begin before it');
    assert.equal(sizedPage(url, 5).url, pageAt(url, 50, 5));
    assert.match(sizedPage(url, 5).url, /per_page=5&page=11$/);
    assert.equal(pageAt(url, 0, 100), 'https://api.github.com/repositories/1/labels?per_page=100');
  });
});
