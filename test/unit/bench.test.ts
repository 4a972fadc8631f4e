import assert from 'node:assert/strict';
import { createReport, formatMarkdown } from '../bench/format-report.ts';
import { createMeasures } from '../bench/measures.ts';
import { readProcessUse } from '../bench/process-use.ts';

describe('the benchmark', () => {
  it('gives the median and the spread of all runs', () => {
    const measures = createMeasures();
    for (const value of [5, 1, 4, 2]) measures.absolute('Load: wall', 's', value);

    const [wall] = measures.summaries();

    assert.deepEqual(wall, {
      name: 'Load: wall',
      unit: 's',
      kind: 'absolute',
      values: [5, 1, 4, 2],
      median: 3,
      min: 1,
      max: 5,
    });
  });

  it('puts ratios first, in one table', () => {
    const measures = createMeasures();
    measures.absolute('Load: wall', 's', 12.345);
    measures.absolute('Load: wall', 's', 10);
    measures.ratio('Load: wall ÷ bare loop', '×', 0.9);
    const options = {
      issues: 50_000,
      requestIssues: 5_000,
      kpiIssues: 1_000_000,
      apiRepositories: 1,
      runs: 2,
      latencies: [0],
      only: [],
      sleepers: 2_000,
      repositories: 2_209,
    };

    const lines = formatMarkdown(createReport(options, measures.summaries())).split('\n');

    assert.match(lines[0] ?? '', /^\d+ cores, \d+ GiB, Node [\d.]+; 50,000 issues, 2 runs\.$/);
    assert.deepEqual(lines.slice(2), [
      '| Measure | Median | Min – max | Unit |',
      '| --- | ---: | ---: | --- |',
      '| Load: wall ÷ bare loop | 0.90 × |  |  |',
      '| Load: wall | 11.17 | 10 – 12.35 | s |',
    ]);
  });

  it('reads what a process has used from Linux, which counts as Node does', function () {
    if (process.platform !== 'linux') this.skip();
    const own = process.cpuUsage();

    const { cpuSeconds, peakMib, presentMib } = readProcessUse(process.pid);

    // Linux counts whole ticks of a hundredth of a second, one each for user and system.
    assert.ok(cpuSeconds >= (own.user + own.system) / 1e6 - 0.02, `${cpuSeconds}`);
    assert.ok(peakMib >= process.memoryUsage.rss() / 2 ** 20 - 1, `${peakMib}`);
    assert.ok(presentMib > 10 && presentMib <= peakMib, `${presentMib}`);
  });
});
