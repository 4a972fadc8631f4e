import type { Address } from '../address/address.ts';
import type { RowsBehind } from '../rows/rows-behind.ts';
import type { Row } from '../data/ask.ts';

/** A number of each month. */
export interface Measure {
  /** Its name in answers of the list, in CSV and in addresses. */
  id: string;
  title: string;
  /** Takes it from a row, where it is not the member of that name. */
  value?: (row: Row) => number | null;
  /** Members that it is made of, where it is not that of its own name. */
  members?: string[];
  tone?: 'first' | 'second';
  /** What a bar is made of; none: nothing can be listed. */
  rows?: (month: string, address: Address) => RowsBehind;
}

/** A chart of monthly numbers of one list of the API. */
export interface ChartDeclaration {
  id: string;
  title: string;
  /** Below /api/v1. */
  list: string;
  /** Below the schema report. */
  view: string;
  layout: 'stacked' | 'multiples';
  isSameScale?: boolean;
  unit: 'count' | 'hours';
  measures: (address: Address) => Measure[];
  /** Filters of the list beside repository and months. */
  filters?: (address: Address) => Record<string, string>;
  /** Resources that it is made of. */
  resources: (address: Address) => string[];
  lead?: (address: Address) => string;
  /** `apart`: they are a series of their own, which can be left out; `among`: they count with everybody; `never`: they do not count. */
  bots: 'apart' | 'among' | 'never';
  /** Member that counts what is left out where the address says without bots. */
  botsMember?: string;
}
