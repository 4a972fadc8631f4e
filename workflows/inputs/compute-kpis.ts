import { workflowTypes } from '../contract.ts';
import type { ComputeKpisInput } from '../contract.ts';
import { parseDay, parseMonth } from './days.ts';
import { list, onlyObject, optional, refuseUnknown, yesOrNo } from './fields.ts';
import { parseRepositoryName } from './repository-name.ts';

/**
 * Checks the input of `computeKpis`.
 *
 * @param inputs all arguments that the workflow got
 * @throws Error with one sentence
 */
export function parseComputeKpisInput(inputs: unknown[]): ComputeKpisInput {
  const fields = onlyObject(workflowTypes.computeKpis, inputs, `{"repositories":["golang/go"]} or {}`);
  refuseUnknown(fields, ['repositories', 'months', 'all', 'asOf'], workflowTypes.computeKpis);
  const all = yesOrNo(fields.all, 'all');
  return {
    repositories: list(fields.repositories, 'repositories').map(parseRepositoryName),
    months: list(fields.months, 'months').map(parseMonth),
    all,
    asOf: optional(fields.asOf, (day) => parseDay(day, 'asOf')),
  };
}
