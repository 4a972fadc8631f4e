import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { organisationTruth } from '../simulator/organisation-truth.ts';
import type { Organisation } from '../simulator/world/organisations.ts';

const rowsOf = async (db: Pool, statement: string, owner: number) =>
  (
    await db.query<{ row: Record<string, unknown> }>(`select to_jsonb(row) as row from (${statement}) as row`, [owner])
  ).rows.map(({ row }) => row);

/** Who belongs to an organisation by what is stored, in the form of `organisationTruth`. */
export async function storedPeople(db: Pool, organisation: Organisation) {
  const { id } = organisation.account;
  const rows = (statement: string) => rowsOf(db, statement, id);
  return {
    members: await rows(
      `select account_id as id, login, role, is_public as "isPublic" from report.members
       where owner_id = $1 and left_at is null order by account_id`,
    ),
    outsideCollaborators: await rows(
      `select account_id as id, login from report.outside_collaborators
       where owner_id = $1 and left_at is null order by account_id`,
    ),
    teams: await rows(
      `select team.team_id as id, team.name, team.slug, team.privacy, team.parent_team_id as parent
       from github.team where owner_id = $1 and deleted_at is null order by team_id`,
    ),
    teamMembers: await rows(
      `select team_id as "teamId", account_id as id, login, role, is_inherited as "isInherited" from report.team_members
       where owner_id = $1 and left_at is null order by team_id, account_id`,
    ),
  };
}

/** The same of what an insider is shown. */
function shownPeople(organisation: Organisation) {
  const { teams, teamMembers, ...truth } = organisationTruth(organisation);
  return {
    ...truth,
    teams: teams.map(({ id, name, slug, privacy, parent }) => ({
      id,
      name,
      slug,
      privacy,
      parent: parent?.id ?? null,
    })),
    teamMembers: teamMembers.sort((one, other) => one.teamId - other.teamId || one.id - other.id),
  };
}

/** Asserts that what is stored is what an insider is shown. */
export async function assertPeopleEqualTruth(db: Pool, organisation: Organisation): Promise<void> {
  assert.deepEqual(await storedPeople(db, organisation), shownPeople(organisation));
}
