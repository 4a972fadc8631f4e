import { teamJson } from './json/people-json.ts';
import type { Organisation } from './world/organisations.ts';

/**
 * Who belongs to an organisation at this moment, as plain arrays by id for tests to compare tables with: what an insider who sees
 * every team reads.
 */
export function organisationTruth(organisation: Organisation) {
  const byId = <T extends { id: number }>(rows: T[]) => rows.sort((one, other) => one.id - other.id);
  const members = organisation
    .members()
    .map(({ user: { id, login }, role, isPublic }) => ({ id, login, role, isPublic }));
  return {
    members: byId(members),
    outsideCollaborators: byId(organisation.outsideCollaborators().map(({ id, login }) => ({ id, login }))),
    teams: byId(organisation.teams().map((team) => teamJson(organisation, team))),
    teamMembers: byId([...organisation.teams()]).flatMap((team) =>
      organisation
        .peopleOf(team)
        .map(({ user: { id, login }, role, isInherited }) => ({ teamId: team.id, id, login, role, isInherited })),
    ),
  };
}
