import { notFound, type Answer } from '../http/answer.ts';
import type { RepositoryContext } from './context.ts';
import { deletedIssue } from './find-issue.ts';
import { issuesDisabled } from './list-issues.ts';
import { movedTo } from './moved-to.ts';

/** GET …/issues/{number}: the issue, 301 to where it was transferred, 410 where it was deleted. */
export function getIssue({ repository, world, origin, options, version, parameters }: RepositoryContext): Answer {
  const number = Number(parameters.issue_number);
  if (!Number.isSafeInteger(number) || number < 1) return notFound();
  const lag = (options.readLagSeconds ?? 0) * 1000;
  const { store } = repository;
  const state = lag > 0 ? store.getAt(number, world.clock().getTime() - lag) : store.get(number);
  const isReachable =
    repository.facts.hasIssues || (repository.facts.disabledList === 'pull-requests' && state?.pullRequest);
  if (!isReachable) return issuesDisabled();
  if (state) return { status: 200, body: repository.issueText(state, version) };
  const departure = repository.store.departure(number);
  if (departure?.kind === 'deleted') return deletedIssue();
  if (departure?.kind !== 'transferred' || !world.findById(departure.toRepositoryId)) return notFound();
  return movedTo(`${origin}/repositories/${departure.toRepositoryId}/issues/${departure.toNumber}`);
}
