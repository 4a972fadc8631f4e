import { Command, InvalidArgumentError } from 'commander';
import { stopSharedServers } from '../support/global.ts';
import { planChaos } from './plan-chaos.ts';
import { runChaos } from './run-chaos.ts';

// Run after run, each from a seed of its own: npm run test:chaos -- --seed 7 --runs 20

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('must be a whole number');
  return Number(text);
}

const program = new Command('test:chaos')
  .description('kill everything at seeded moments while GitHub storms, and compare all tables with a calm run')
  .option('--seed <number>', 'of the first run', wholeNumber, 1)
  .option('--runs <number>', 'how many, each with the next seed', wholeNumber, 10)
  .option('--short', 'each victim once')
  .parse();
const { seed, runs, short = false } = program.opts<{ seed: number; runs: number; short?: boolean }>();

const failed: number[] = [];
try {
  for (let index = 0; index < runs; index += 1) {
    const startedAt = Date.now();
    const plan = planChaos(seed + index, short);
    try {
      await runChaos(plan, console.log);
      console.log(`seed ${plan.seed}: same tables, ${Math.round((Date.now() - startedAt) / 1000)} s\n`);
    } catch (error) {
      failed.push(plan.seed);
      console.error(error);
    }
  }
} finally {
  await stopSharedServers();
}
console.log(`${runs} runs from seed ${seed}; failed: ${failed.join(', ') || 'none'}`);
if (failed.length > 0) process.exitCode = 1;
