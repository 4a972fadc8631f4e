import type { PeopleResource } from '../workflows/contract.ts';
import { list, stage, table } from './declare-resource.ts';
import type { PeopleList, ResourceDeclaration, TypedTable } from './resource.ts';

/** Of an organisation, each looked at as a whole once a day by a workflow of its own. */
const ofOwner = {
  ...list,
  subject: 'owner',
  order: 'whole',
  follows: [],
  reconcileGroup: null,
} as const satisfies Partial<ResourceDeclaration>;

/** A table of times in which people were shown. */
function personTable(name: string): TypedTable {
  return { name, id: { column: 'account_id', type: 'bigint' }, mark: ['left_at'], isKept: true };
}

/** A list of people of an organisation. */
function people(name: string, resource: PeopleResource) {
  const asPeople = stage('people', ['$[*]'], { names: { table: name }, values: { resource } });
  return { ...ofOwner, stage: asPeople, tables: [personTable(name)] };
}

/** Somebody of an organisation, who is told to insiders alone. */
function membership({ isShown }: Pick<Required<PeopleList>, 'isShown'>): PeopleList {
  return { path: (login) => `/memberships/${login}`, isShown };
}

/**
 * Who belongs to an organisation. Whether somebody is a member is told by one list alone, and who of them are admins by another: of two
 * lists by role, one who changes the role between the two requests would be in neither.
 */
export const peopleLists: Record<PeopleResource, ResourceDeclaration> = {
  members: {
    ...people('member', 'members'),
    path: '/members?',
    people: membership({ isShown: ({ state }) => state === 'active' }),
    isForInsiders: true,
  },
  public_members: {
    ...people('public_member', 'public_members'),
    path: '/public_members?',
    after: ['members'],
    people: { path: (login) => `/public_members/${login}` },
  },
  admins: {
    ...people('organization_admin', 'admins'),
    path: '/members?role=admin',
    // Whoever left is found to be no member before they are found to be no admin.
    after: ['members'],
    people: membership({ isShown: ({ state, role }) => state === 'active' && role === 'admin' }),
    isForInsiders: true,
  },
  outside_collaborators: {
    ...people('outside_collaborator', 'outside_collaborators'),
    path: '/outside_collaborators?',
    people: {},
  },
  teams: {
    ...ofOwner,
    path: '/teams?',
    stage: stage('teams'),
    rowPath: (id, owner) => `/../../organizations/${owner.id}/team/${id}`,
    tables: [table('team', 'team_id')],
  },
  team_members: {
    ...ofOwner,
    order: 'items',
    path: '',
    after: ['teams'],
    stage: stage('team_members', ['$[*]']),
    // By ids: a team's name in addresses may have changed.
    ofNumberPath: (team, owner) => `/../../organizations/${owner.id}/team/${team}/members?per_page=100`,
    isEtagKeptOfNumber: true,
    people: {
      path: (login, owner, team) => `/../../organizations/${owner.id}/team/${team}/memberships/${login}`,
      isShown: ({ state }) => state === 'active',
    },
    queues: ['queue/team_members'],
    endGone: 'absent/end_gone_teams',
    completeWith: 'teams',
    absent: 'none',
    tables: [{ ...personTable('team_member'), ofColumn: 'team_id' }],
  },
};
