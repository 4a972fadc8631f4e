import type { ListDeclaration } from './declare-list.ts';
import { itemLists } from './item-lists.ts';
import { kpiLists } from './kpi-lists.ts';
import { eventList, syncLists } from './sync-lists.ts';

/** Every list that is declared. */
export const lists: readonly ListDeclaration[] = [...kpiLists, ...itemLists, ...syncLists, eventList];
