import type { TSchema } from 'typebox';
import { syncLists } from '../../reports/lists/sync-lists.ts';
import { rowSchema } from './columns-schema.ts';

/** What JSON has of a row of one of the lists that tell how things are kept. @param view of the schema `report` */
export function syncListSchema(view: string): TSchema {
  const list = syncLists.find((one) => one.view === view)!;
  return rowSchema(list.view, list.columns, list.names);
}
