import type { ComponentChildren } from 'preact';
import { useEffect, useId, useMemo, useState } from 'preact/hooks';
import { useNavigation } from '../address/navigation.tsx';
import { csvText, jsonText } from '../words/csv.ts';
import type { Sheet } from '../words/csv.ts';
import { cellText, faceNames } from '../words/faces.ts';
import type { FaceName } from '../words/faces.ts';
import { Columns } from './columns.tsx';
import { Definition } from './definition.tsx';
import type { About } from './definition.tsx';
import type { Mark, Series } from './series.ts';

interface FigureProps {
  /** In the address. */
  id: string;
  title: string;
  /** A line on what is seen. */
  lead?: ComponentChildren;
  series: Series[];
  /** `stacked`: in one chart; `multiples`: each in one of its own. */
  layout: 'stacked' | 'multiples';
  /** Whether the charts of several have one scale. */
  isSameScale?: boolean;
  /** What its times are: `month`, `hour`. */
  grain: string;
  text: (value: number) => string;
  tick: (at: string) => string | null;
  about: About;
  /** What else is to be known of all of it, a sentence each. */
  notes?: readonly (string | null)[];
  /** The rows behind a bar. */
  children?: ComponentChildren;
}

/** What is shown, as a table that is given away. */
function sheetOf({ grain, series, about }: FigureProps): Sheet {
  const times = series[0]?.cells ?? [];
  const facts = [about.subject, about.computedAt, about.completeThrough, about.definition];
  return {
    columns: [
      'subject',
      grain,
      ...series.map(({ id }) => id),
      'standing',
      'computed_at',
      'complete_through',
      'definition',
    ],
    rows: times.map(({ at }, place) => [
      facts[0]!,
      at,
      ...series.map(({ cells }) => cells[place]?.value ?? null),
      [...new Set(series.map(({ cells }) => faceNames[cells[place]!.face]))].join('; '),
      ...facts.slice(1),
    ]),
  };
}

/** A file that is made here, of what is shown, when somebody asks for it. */
function useFile(text: string, type: string): string {
  const url = useMemo(() => URL.createObjectURL(new Blob([text], { type })), [text, type]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return url;
}

function Files(props: FigureProps) {
  const { id, about, title } = props;
  const sheet = sheetOf(props);
  const csv = useFile(csvText(sheet), 'text/csv');
  const json = useFile(jsonText(sheet, { title, ...about }), 'application/json');
  const name = `${about.subject.replaceAll(/[^\w.-]+/g, '-')}-${id}`;
  return (
    <>
      <a class="tool" href={csv} download={`${name}.csv`} aria-label={`CSV of ${title}`}>
        CSV
      </a>
      <a class="tool" href={json} download={`${name}.json`} aria-label={`JSON of ${title}`}>
        JSON
      </a>
    </>
  );
}

function Table({ id, title, grain, series, text }: FigureProps) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={`Table: ${title}`}>
      <table data-table={id}>
        <thead>
          <tr>
            <th scope="col">{grain} (UTC)</th>
            {series.map((one) => (
              <th key={one.id} scope="col" class="is-number">
                {one.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(series[0]?.cells ?? []).map(({ at, name }, place) => (
            <tr key={at}>
              <th scope="row">{name}</th>
              {series.map(({ id: column, cells }) => {
                const mark = cells[place]!;
                const shown = cellText(mark, text);
                return (
                  <td
                    key={column}
                    class={`is-number is-${mark.face}`}
                    title={mark.sentence ?? undefined}
                    data-value={mark.value ?? ''}
                  >
                    {mark.href !== null && mark.value !== null && mark.value > 0 ? (
                      <a href={mark.href}>{shown}</a>
                    ) : (
                      shown
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Which marks of the chart mean what, of those that it has. */
function Key({ series, layout }: FigureProps) {
  const marks = series.flatMap(({ cells }) => cells);
  const faces = [...new Set(marks.map(({ face }) => face))].filter((face): face is FaceName => face !== 'number');
  const reasons = (face: FaceName) => marks.find((mark) => mark.face === face)?.sentence ?? '';
  return (
    <ul class="key">
      {layout === 'stacked' &&
        series.length > 1 &&
        series.map(({ id, title, tone }) => (
          <li key={id}>
            <span class={`swatch is-number ${tone === 'second' ? 'is-second' : ''}`} aria-hidden="true" />
            {title}
          </li>
        ))}
      {faces.map((face) => (
        <li key={face} title={reasons(face)}>
          <span class={`swatch is-${face}`} aria-hidden="true" />
          {faceNames[face]}
          {['partial', 'refused', 'loading', 'unknown'].includes(face) && (
            <span class="reason"> – {reasons(face)}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

const Note = ({ text }: { text: string }) => <p class="quiet">{text}</p>;

/** A chart with everything that belongs to a number: what it is, how far it is complete, its table, its rows, its files. */
export function Figure(props: FigureProps) {
  const { id, title, lead, series, layout, isSameScale, text, tick, about, notes = [], children } = props;
  const { address, withChanges, go } = useNavigation();
  const titleId = useId();
  const [pointed, setPointed] = useState<{ mark: Mark; series: Series } | null>(null);
  const isTable = address.tables.includes(id);
  const tables = isTable ? address.tables.filter((one) => one !== id) : [...address.tables, id];
  const { show } = address;
  const open = show?.chart === id ? `${show.series}.${show.at}` : null;
  const onPoint = (mark: Mark | null, one: Series) => setPointed(mark && { mark, series: one });
  const highest = isSameScale
    ? Math.max(...series.flatMap(({ cells }) => cells.map(({ value }) => value ?? 0)))
    : undefined;
  const shared = { text, tick, open, onPoint, ...(highest !== undefined && { highest }) };

  return (
    <figure class={`figure is-${layout}`} aria-labelledby={titleId} data-chart={id}>
      <figcaption>
        <h2 id={titleId}>{title}</h2>
        <p class="readout" aria-hidden="true">
          {pointed ? (
            <>
              <b>{cellText(pointed.mark, text)}</b> {series.length > 1 && pointed.series.title}{' '}
              <span class="quiet">{pointed.mark.name}</span>
            </>
          ) : (
            lead
          )}
        </p>
        <div class="tools">
          <button
            class="tool"
            type="button"
            aria-pressed={isTable}
            aria-label={`${title} as a table`}
            data-toggle={id}
            onClick={() => go(withChanges({ tables: tables.join(',') }))}
          >
            Table
          </button>
          <Files {...props} />
        </div>
      </figcaption>
      {isTable ? (
        <Table {...props} />
      ) : layout === 'stacked' ? (
        <Columns name={title} series={series} height={200} {...shared} />
      ) : (
        <div class="multiples">
          {series.map((one) => (
            <div key={one.id} class="multiple">
              <h3>{one.title}</h3>
              <Columns name={`${title}: ${one.title}`} series={[one]} height={120} {...shared} />
            </div>
          ))}
        </div>
      )}
      {notes.map((note) => note !== null && <Note key={note} text={note} />)}
      <Key {...props} />
      {open !== null && children}
      <Definition {...about} />
    </figure>
  );
}
