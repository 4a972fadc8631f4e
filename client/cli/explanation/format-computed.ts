import type { Computed } from '../../temporal/read-recomputed.ts';
import { formatRecomputed } from './format-recomputed.ts';

/** What is said of a computation that has ended. */
interface Ended {
  /** Whose tables: `owner/name`, or all repositories. */
  whose: string;
  /** The day that was asked for, where it is over. */
  pastDay: string | null;
  /** Null: nobody can read what it has done. */
  computed: Computed | null;
}

/** Of a day that is over only snapshots are made. */
function formatPast(day: string, whose: string, computed: Computed | null): string {
  const made = [...(computed?.written ?? [])].filter(([, rows]) => rows > 0).map(([family]) => family);
  const snapshots =
    made.length > 0
      ? `The snapshots of ${whose} that it lacked were made, from the rows of today (${made.join(', ')}).`
      : computed === null
        ? `Whether it lacked a snapshot of ${whose}, which was then made, cannot be read.`
        : `No snapshot of ${whose} was made: it has all of them, or there is nothing to make one of.`;
  return `${day} is over. ${snapshots} The monthly tables stay as they were.`;
}

/** What a computation has done, in sentences; nothing is claimed that cannot be read. */
export function formatComputed({ whose, pastDay, computed }: Ended): string {
  if (pastDay !== null) return formatPast(pastDay, whose, computed);
  const counted = computed === null ? 'What was counted anew cannot be read.' : formatRecomputed(computed.recomputed);
  return `The KPIs of ${whose} are up to date.\n${counted}`;
}
