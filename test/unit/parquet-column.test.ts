import assert from 'node:assert/strict';
import { parquetColumn } from '../../client/reports/export/parquet-column.ts';
import { oid } from '../../client/reports/types.ts';

describe('a value of a Parquet file', () => {
  const date = parquetColumn({ name: 'month', type: 1082 });
  const instant = parquetColumn({ name: 'at', type: oid.timestamptz });

  it('is the day since 1970, and null where there is none', () => {
    assert.deepEqual(['1970-01-02', '1969-12-31', null].map(date.value), [1, -1, null]);
  });

  it('is refused with a sentence where Parquet has no such day or instant', () => {
    for (const text of ['-infinity', 'infinity', '0044-03-15 BC', '10000-01-01'])
      assert.throws(() => date.value(text), {
        message: `${text} is a day that Parquet cannot hold; use --format csv or ndjson.`,
      });
    assert.throws(() => instant.value('-infinity'), {
      message: '-infinity is an instant that Parquet cannot hold; use --format csv or ndjson.',
    });
  });
});
