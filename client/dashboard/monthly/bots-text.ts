import type { Address } from '../address/address.ts';
import type { ChartDeclaration } from './declare-chart.ts';

/** What a chart does with bots where the address says without them; nothing where it does not. */
export function botsText({ bots }: Pick<ChartDeclaration, 'bots'>, { hasBots }: Pick<Address, 'hasBots'>): string {
  if (hasBots || bots === 'never') return '';
  return bots === 'apart' ? ', without bots' : '; what bots did counts, too';
}
