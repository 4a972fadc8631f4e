import type { Pool } from 'pg';
import { runSql } from '../../sql/query.ts';
import type { PeopleResource } from '../../workflows/contract.ts';
import { peopleLists } from '../people-lists.ts';

/** What a look at the people of organisations is to read; recorded, so that a workflow replays whatever there is by then. */
export interface MembersPlan {
  /** Logins. */
  owners: string[];
  resources: PeopleResource[];
  /** Sentences about organisations that a loop keeps and that are not looked at. */
  leftOut: string[];
}

/** Activities of looks at the people of organisations that need the database alone. */
export function createMembersActivities({ db }: { db: Pool }) {
  return {
    /** @param owner null: every organisation that a loop keeps, the one that was read longest ago first */
    async planMembers({ owner }: { owner: string | null }): Promise<MembersPlan> {
      const resources = Object.keys(peopleLists) as PeopleResource[];
      if (owner !== null) return { owners: [owner], resources, leftOut: [] };
      const rows = await runSql<{ login: string; is_paused: boolean }>(db, 'sync/organizations_to_read', { resources });
      const namesOf = (isPaused: boolean) => rows.flatMap((row) => (row.is_paused === isPaused ? [row.login] : []));
      const paused = namesOf(true);
      const leftOut = paused.length > 0 ? [`Left out, since their loops are paused: ${paused.join(', ')}.`] : [];
      return { owners: namesOf(false), resources, leftOut };
    },
  };
}
