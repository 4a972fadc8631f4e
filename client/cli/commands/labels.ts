import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { addLabelsExplain } from './labels-explain.ts';
import { addLabelsRule } from './labels-rule.ts';

/** Adds `labels` and what belongs to it. */
export function addLabels(program: Command, context: Context): void {
  const labels = program.command('labels').description('what labels mean: their categories').enablePositionalOptions();
  addLabelsExplain(labels, context);
  addLabelsRule(labels, context);
}
