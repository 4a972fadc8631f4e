import { shownText } from '../address/address.ts';
import type { Address, Shown } from '../address/address.ts';
import { useNavigation } from '../address/navigation.tsx';
import type { Series } from '../charts/series.ts';
import type { Measure } from './declare-chart.ts';

/** Addresses of the bars of a chart: each opens its rows, and closes them when it is open. */
export function useBarLinks(chart: string): (series: string, at: string) => string {
  const { address, withChanges } = useNavigation();
  const open = address.show && shownText(address.show);
  return (series, at) => {
    const target = shownText({ chart, series, at });
    return withChanges({ show: open === target ? null : target });
  };
}

interface Given {
  show: Shown | null;
  measures: readonly Measure[];
  series: readonly Series[];
  address: Address;
}

/** The bar of a chart that is open, and what it is made of; undefined: none is. */
export function openedBar(chart: string, { show, measures, series, address }: Given) {
  if (show?.chart !== chart) return undefined;
  const measure = measures.find(({ id }) => id === show.series);
  const mark = series.find(({ id }) => id === show.series)?.cells.find(({ at }) => at === show.at);
  return measure?.rows && mark ? { behind: measure.rows(show.at, address), mark } : undefined;
}
