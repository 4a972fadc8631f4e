import { noList, ownRefusal } from '../slice/list-slice.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import type { Outcome } from '../slice/outcome.ts';
import { limitedOutcome, refusedOutcome } from '../slice/slice.ts';
import type { ProbeEnd, Probed } from './ask-probe.ts';
import { proveUnchanged } from './prove-unchanged.ts';

/**
 * What a look at a list comes to that begins no walk: a limit, nothing changed, or a refusal.
 *
 * @throws TransportError for an answer that is neither a list nor a refusal
 */
export function endAtProbe(slice: ListSlice, probed: Exclude<ProbeEnd, Probed>): Promise<Outcome> {
  const rows = slice.row.rowsStored;
  switch (probed.kind) {
    case 'limited':
      return limitedOutcome(slice, probed.limit, 0, rows);
    case 'unchanged':
      return proveUnchanged(slice, probed.reply);
    case 'refused': {
      const { verdict } = probed.reply;
      if (verdict.kind !== 'refused') throw noList(probed.reply);
      return refusedOutcome(slice, ownRefusal(slice, verdict), 0, rows);
    }
  }
}
