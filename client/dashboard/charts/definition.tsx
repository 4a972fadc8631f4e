import { instantName } from '../words/months.ts';
import { selectOf } from '../words/sql.ts';

/** What a number is and how far it goes: never shown without it. */
export interface About {
  /** Repository or owner. */
  subject: string;
  /** View of the schema report, where SQL finds the same rows. */
  view: string;
  /** What is counted. */
  definition: string;
  /** What is counted at the edges. */
  edges: string[];
  /** Which rows of the view it is about, as a condition of SQL. */
  condition: string;
  window: string;
  source: string;
  computedAt: string | null;
  completeThrough: string | null;
}

/** In a line what holds, and on demand everything. */
export function Definition({ definition, edges, window, source, computedAt, completeThrough, view, condition }: About) {
  return (
    <details class="definition">
      <summary>
        <span class="what">What is counted</span>
        <span class="quiet">
          {completeThrough === null ? 'complete through: not yet' : `complete through ${instantName(completeThrough)}`}
        </span>
      </summary>
      <p>{definition}</p>
      {edges.length > 0 && (
        <ul>
          {edges.map((edge) => (
            <li key={edge}>{edge}</li>
          ))}
        </ul>
      )}
      <dl>
        <dt>Window</dt>
        <dd>{window}</dd>
        <dt>Source</dt>
        <dd>{source}</dd>
        <dt>Computed</dt>
        <dd>{computedAt === null ? 'as it was asked for' : instantName(computedAt)}</dd>
        <dt>Complete through</dt>
        <dd>{completeThrough === null ? 'not yet' : instantName(completeThrough)}</dd>
        <dt>View</dt>
        <dd>
          <code>{view}</code>
        </dd>
        <dt>SQL</dt>
        <dd>
          <code>{selectOf(view, condition)}</code>
        </dd>
      </dl>
    </details>
  );
}
