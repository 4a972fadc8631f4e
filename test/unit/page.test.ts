import assert from 'node:assert/strict';
import { TransportError } from '../../activities/github/answer.ts';
import { lastPage, parseLink } from '../../activities/github/link.ts';
import { cleanText } from '../../activities/store/clean-text.ts';
import { readPage } from '../../activities/store/page.ts';

const answer = (text: string, link?: string) => ({ status: 200, text, url: 'x', date: 0, headers: { link } });

describe('a page of a list', () => {
  it('tells its oldest and newest change, whatever the order', () => {
    const rows = ['2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z', '2026-01-03T00:00:00Z'];
    const page = readPage(answer(JSON.stringify(rows.map((updated_at, id) => ({ id, updated_at })))));
    assert.deepEqual([page.count, page.oldest, page.newest], [3, rows[1], rows[2]]);
  });

  for (const [title, text] of [
    ['a cut body', '[{"id":1,"updated_at":"2026-01-01T0'],
    ['an object', '{"message":"no"}'],
    ['entries without an id', '[{"updated_at":"2026-01-01T00:00:00Z"}]'],
    ['entries that are none', '[null]'],
  ] as const) {
    it(`${title} is a broken answer, not a page`, () => {
      assert.throws(() => readPage(answer(text)), TransportError);
    });
  }

  it('takes no word for the time of a row, so that no walk stands at one', () => {
    const rows = ['soon', '2026-13-45T00:00:00Z', '2026-01-01T00:00:00Z'];
    const page = readPage(answer(JSON.stringify(rows.map((updated_at, id) => ({ id, updated_at })))));
    assert.deepEqual([page.count, page.oldest, page.newest], [3, rows[2], rows[2]]);
  });

  it('is cleaned only where Postgres cannot hold it, and names the rows', () => {
    const at = '"updated_at":"2026-01-01T00:00:00Z"';
    const text = String.raw`[{"id":1,${at},"t":"a\u0000b"},{"id":2,${at},"t":"\\u0000 \ud83d\ude00"},{"id":3,${at},"t":"\ud800"}]`;
    const page = readPage(answer(text));
    assert.deepEqual(page.cleanedIds, ['1', '3']);
    assert.deepEqual(
      (JSON.parse(page.json) as { t: string }[]).map(({ t }) => t),
      ['a\ufffdb', String.raw`\u0000 😀`, '\ufffd'],
    );
    assert.equal(page.answer.text, text, 'the answer itself stays as it came');
  });

  it('an escaped backslash before u0000 stays', () => {
    const text = String.raw`"\\u0000 \\\\u0000 \\\u0000"`;
    assert.equal(cleanText(text), String.raw`"\\u0000 \\\\u0000 \\\ufffd"`);
  });

  it('reads Link among relations that are no pages', () => {
    const link =
      '<https://docs.github.com/x>; rel="deprecation"; type="text/html", <https://api.github.com/r?page=2>; rel="next", <https://api.github.com/r?page=9>; rel="last"';
    assert.equal(parseLink(link).next, 'https://api.github.com/r?page=2');
    assert.equal(lastPage(link), 9);
    assert.deepEqual(parseLink(undefined), { next: null, last: null });
    assert.equal(lastPage('<https://api.github.com/r?after=x>; rel="next"'), null);
  });
});
