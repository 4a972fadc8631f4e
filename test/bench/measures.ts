/** What the table groups by: ratios say something on any machine, the rest on this one only. */
export type Kind = 'ratio' | 'absolute';

export interface Measure {
  name: string;
  unit: string;
  kind: Kind;
  /** In the order of measuring; at least one a run. */
  values: number[];
}

export interface Summary extends Measure {
  median: number;
  min: number;
  max: number;
}

export type Measures = ReturnType<typeof createMeasures>;

/**
 * Collects values by name, from run to run.
 *
 * @param say gets each value as it comes, so that a long run shows where it is, and one that fails has told what it knew
 */
export function createMeasures(say: (line: string) => void = () => undefined) {
  const found = new Map<string, Measure>();

  function add(kind: Kind, name: string, unit: string, value: number): void {
    const measure = found.get(name) ?? { name, unit, kind, values: [] };
    measure.values.push(value);
    say(`  ${name}: ${Number(value.toPrecision(4))} ${unit}`.trimEnd());
    found.set(name, measure);
  }

  return {
    ratio: (name: string, unit: string, value: number) => add('ratio', name, unit, value),
    absolute: (name: string, unit: string, value: number) => add('absolute', name, unit, value),
    /** Ratios first, each kind in the order of its first value. */
    summaries: (): Summary[] =>
      [...found.values()].sort((a, b) => Number(a.kind === 'absolute') - Number(b.kind === 'absolute')).map(summarise),
  };
}

function summarise(measure: Measure): Summary {
  const sorted = [...measure.values].sort((a, b) => a - b);
  const at = (place: number) => sorted[place] as number;
  const middle = (sorted.length - 1) / 2;
  const median = (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2;
  return { ...measure, median, min: at(0), max: at(sorted.length - 1) };
}
