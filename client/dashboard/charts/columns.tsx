import { scaleBand, scaleLinear } from 'd3-scale';
import { useId, useState } from 'preact/hooks';
import { shortNumber } from '../words/numbers.ts';
import { cellText } from '../words/faces.ts';
import type { Mark, Series } from './series.ts';
import { useWidth } from './use-width.ts';

interface ColumnsProps {
  /** What it shows, for those who do not see it. */
  name: string;
  /** On top of each other. */
  series: Series[];
  height: number;
  /** Where several charts are to be compared: the largest value of all. */
  highest?: number;
  /** How a value is written. */
  text: (value: number) => string;
  /** What an axis says at the times that have room. */
  tick: (at: string) => string | null;
  /** The bar whose rows are shown. */
  open: string | null;
  onPoint: (mark: Mark | null, series: Series) => void;
}

const margin = { top: 8, right: 2, bottom: 20, left: 34 };
const stubHeight = 10;

/** Label of a bar: series, time, number, and why it is none. */
const labelOf = ({ title }: Series, mark: Mark, text: ColumnsProps['text'], hasTitle: boolean) =>
  [
    `${mark.name}: ${cellText(mark, text)}${hasTitle ? `, ${title}` : ''}`,
    mark.sentence === null || mark.face === 'zero' ? '' : mark.sentence,
  ]
    .filter(Boolean)
    .join('. ');

/** Moves the focus among the bars of a chart: one stop for the tab key, arrows for the rest. */
function moveFocus(event: KeyboardEvent) {
  const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };
  const svg = event.currentTarget as SVGSVGElement;
  const bars = [...svg.querySelectorAll<SVGElement>('[data-bar]')];
  const place = bars.indexOf(document.activeElement as unknown as SVGElement);
  const step = steps[event.key];
  if (place < 0 || step === undefined) return;
  event.preventDefault();
  bars[Math.max(0, Math.min(bars.length - 1, place + step))]?.focus();
}

/** Bars by time, each a link to its rows. */
export function Columns({ name, series, height, highest, text, tick, open, onPoint }: ColumnsProps) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const id = useId();
  const [active, setActive] = useState<string | null>(null);
  const times = series[0]?.cells.map(({ at }) => at) ?? [];
  const sums = times.map((_, place) => series.reduce((sum, { cells }) => sum + (cells[place]?.value ?? 0), 0));
  const top = Math.max(highest ?? 0, ...sums, 1);
  const y = scaleLinear([0, top], [height - margin.bottom, margin.top]).nice(3);
  const x = scaleBand(times, [margin.left, Math.max(margin.left + 1, width - margin.right)]).padding(
    times.length > 60 ? 0.1 : 0.25,
  );
  const ticks = y.ticks(3).filter(Number.isInteger);
  const base = y(0);
  const lastKey = `${series[0]?.id}.${times.at(-1)}`;

  const bar = (one: Series, mark: Mark, under: number) => {
    const key = `${one.id}.${mark.at}`;
    const [left, wide] = [x(mark.at)!, x.bandwidth()];
    const size = mark.value === null ? 0 : base - y(mark.value);
    const bottom = y(under);
    const classes = ['bar', `is-${mark.face}`, one.tone === 'second' && 'is-second', open === key && 'is-open'];
    const shape =
      mark.value !== null && mark.value > 0 ? (
        <rect
          class="shape"
          x={left}
          width={wide}
          y={bottom - size}
          height={Math.max(size, 1)}
          fill={mark.face === 'running' ? `url(#${id}-${one.tone ?? 'first'})` : undefined}
        />
      ) : (
        emptyShape(mark, left, wide, bottom, series.indexOf(one))
      );
    const events = {
      'data-bar': key,
      class: classes.filter(Boolean).join(' '),
      'aria-label': labelOf(one, mark, text, series.length > 1 || one.title !== name),
      tabIndex: (active ?? lastKey) === key ? 0 : -1,
      onFocus: () => {
        setActive(key);
        onPoint(mark, one);
      },
      onMouseEnter: () => onPoint(mark, one),
    };
    const area = (
      <rect
        class="area"
        x={left - (x.step() - wide) / 2}
        width={x.step()}
        y={series.length > 1 && mark.value ? bottom - size : margin.top}
        height={series.length > 1 && mark.value ? Math.max(size, 1) : base - margin.top}
      />
    );
    return mark.href === null ? (
      <g key={key} role="img" {...events}>
        {area}
        {shape}
      </g>
    ) : (
      <a key={key} href={mark.href} {...events}>
        {area}
        {shape}
      </a>
    );
  };

  return (
    <div class="plot" ref={ref}>
      {width > 0 && (
        <svg
          width={width}
          height={height}
          role="group"
          aria-label={name}
          onKeyDown={moveFocus}
          onMouseLeave={() => onPoint(null, series[0]!)}
        >
          <defs>
            {['first', 'second'].map((tone) => (
              <pattern
                key={tone}
                id={`${id}-${tone}`}
                width="5"
                height="5"
                patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)"
              >
                <rect width="5" height="5" class={`hatch-ground is-${tone}`} />
                <rect width="2" height="5" class={`hatch is-${tone}`} />
              </pattern>
            ))}
          </defs>
          <g class="axis" aria-hidden="true">
            <text x="0" y={height - 5}>
              UTC
            </text>
            {ticks.map((value) => (
              <g key={value}>
                <line
                  x1={margin.left}
                  x2={width - margin.right}
                  y1={y(value)}
                  y2={y(value)}
                  class={value === 0 ? 'base' : ''}
                />
                <text x={margin.left - 6} y={y(value)} dy="0.32em" text-anchor="end">
                  {shortNumber(value)}
                </text>
              </g>
            ))}
            {labels(times, tick, x.step()).map(({ at, label }) => (
              <text key={at} x={x(at)! + x.bandwidth() / 2} y={height - 5} text-anchor="middle">
                {label}
              </text>
            ))}
          </g>
          {times.map((at, place) => (
            <g key={at} class="time">
              {series.map((one, number) => {
                const under = series.slice(0, number).reduce((sum, { cells }) => sum + (cells[place]?.value ?? 0), 0);
                return bar(one, one.cells[place]!, under);
              })}
            </g>
          ))}
        </svg>
      )}
    </div>
  );
}

/** Zero is a line on the base, what is not loaded an empty stub, what was refused a cross, and nothing to measure a dot. */
function emptyShape({ face, value }: Mark, left: number, wide: number, base: number, place: number) {
  if (place > 0) return null;
  const [middle, half] = [left + wide / 2, Math.min(4, wide / 2)];
  if (face === 'refused') {
    return (
      <path
        class="shape"
        d={`M${middle - half},${base - 10}l${2 * half},${2 * half}m0,${-2 * half}l${-2 * half},${2 * half}`}
      />
    );
  }
  if (face === 'nothing') return <circle class="shape" cx={middle} cy={base - 4} r="1.5" />;
  if (value === null && (face === 'loading' || face === 'unknown' || face === 'partial'))
    return <rect class="shape" x={left} width={wide} y={base - stubHeight} height={stubHeight} />;
  return <rect class="shape" x={left} width={wide} y={base - 1.5} height="1.5" />;
}

const roomOfLabel = 46;

/** Labels that have room, whichever times want one. */
function labels(times: string[], tick: ColumnsProps['tick'], step: number) {
  const shown: { at: string; label: string }[] = [];
  let room = 0;
  for (const [place, at] of times.entries()) {
    const label = tick(at);
    if (label === null || place * step < room || place * step + roomOfLabel / 3 > times.length * step) continue;
    shown.push({ at, label });
    room = place * step + roomOfLabel;
  }
  return shown;
}
