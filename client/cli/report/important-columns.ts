import { findReport } from '../../reports/catalogue.ts';

/** Columns of a view that a narrow terminal must show: what tells its rows apart, and whether their numbers are complete. */
export function importantColumns(view: string): string[] {
  return [...findReport(view).order.flat(), 'is_complete'];
}
