import { sources } from '../address/address.ts';
import { useNavigation } from '../address/navigation.tsx';
import { addMonths, monthOf } from '../words/months.ts';

const presets: [months: number, name: string][] = [
  [12, '1 year'],
  [24, '2 years'],
  [60, '5 years'],
  [120, '10 years'],
];

/** Months, source and bots of all charts of a page. */
export function RangeForm({ hasSource = false }: { hasSource?: boolean }) {
  const { address, withChanges, go } = useNavigation();
  const { from, to, source, hasBots } = address;
  const current = monthOf(new Date());
  const change = (changes: Record<string, string | null>) => go(withChanges({ ...changes, show: null }));
  const onMonth = (name: 'from' | 'to') => (event: Event) => {
    const { value, validity } = event.currentTarget as HTMLInputElement;
    if (value !== '' && validity.valid) change({ [name]: value });
  };
  return (
    <form class="controls" aria-label="What is shown" onSubmit={(event) => event.preventDefault()}>
      <div class="presets" role="group" aria-label="Range">
        {presets.map(([months, name]) => {
          const first = addMonths(current, 1 - months);
          const isNow = to === current && from === first;
          return (
            <a
              key={name}
              href={withChanges({ from: months === 24 ? null : first, to: null, show: null })}
              aria-current={isNow ? 'true' : undefined}
            >
              {name}
            </a>
          );
        })}
      </div>
      <label>
        From <input type="month" name="from" value={from} max={to} onChange={onMonth('from')} />
      </label>
      <label>
        to <input type="month" name="to" value={to} min={from} max={current} onChange={onMonth('to')} />
      </label>
      {hasSource && (
        <label>
          New contributors by{' '}
          <select
            name="source"
            value={source}
            onChange={({ currentTarget }) =>
              change({ source: currentTarget.value === 'commits' ? null : currentTarget.value })
            }
          >
            {Object.entries(sources).map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {hasSource && (
        <label>
          <input
            type="checkbox"
            name="bots"
            checked={hasBots}
            onChange={({ currentTarget }) => change({ bots: currentTarget.checked ? null : 'without' })}
          />{' '}
          Bots
        </label>
      )}
    </form>
  );
}
