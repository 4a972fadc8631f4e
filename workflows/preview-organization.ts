import { accept } from './accept.ts';
import { githubActivities } from './activities.ts';
import type { OrganizationPreview } from './contract.ts';
import { failPlainly } from './fail-plainly.ts';
import { parsePreviewInput } from './inputs/sync-organization.ts';
import { parseWaits } from './inputs/waits.ts';
import { shareOf } from './share.ts';

/**
 * What a loop of an owner would keep, and what not; nothing is stored or started.
 *
 * @param inputs one object: `owner`, and the rules as `syncOrganization` takes them
 * @throws ApplicationFailure for an owner that GitHub does not know or show
 */
export function previewOrganization(...inputs: unknown[]): Promise<OrganizationPreview> {
  const input = accept(() => parsePreviewInput(inputs));
  const { previewRepositories } = githubActivities({ ...parseWaits(null), transientAttempts: 4 });
  return failPlainly(
    previewRepositories.executeWithOptions(
      { ...shareOf(input.owner, 'now'), summary: `repositories of ${input.owner}, to be shown alone` },
      [input],
    ),
  );
}
