import { catalogueTables } from './catalogue-rows.ts';
import { historyTables } from './history-rows.ts';
import { issueTable } from './issue-rows.ts';
import { pullTables } from './pull-rows.ts';
import { repositoryTables } from './repository-rows.ts';
import { threadTables } from './thread-rows.ts';
import type { TypedTable } from './typed-table.ts';

/** Every typed table of a repository. */
export const typedTables: readonly TypedTable[] = [
  ...repositoryTables,
  issueTable,
  ...pullTables,
  ...threadTables,
  ...catalogueTables,
  ...historyTables,
];
