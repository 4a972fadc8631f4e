import type { World } from '../simulator/world.ts';
import { readJenkinsPulls, recordedOwner } from './jenkins-pulls.ts';

/** Serves recorded pull requests of Jenkins as repositories of one organisation. @param most how many repositories */
export async function addJenkinsPulls(world: World, most: number): Promise<void> {
  for (const { name, pulls } of await readJenkinsPulls(most)) {
    const repository = world.addRepository({ owner: recordedOwner, name, contributors: 0 });
    for (const { login, createdAt, updatedAt, closedAt, mergedAt, ...pull } of pulls) {
      repository.addIssue({
        ...pull,
        user: login === null ? null : world.users.named(login),
        created_at: createdAt,
        updated_at: updatedAt,
        closed_at: closedAt,
        pull_request: { merged_at: mergedAt },
      });
    }
  }
}
