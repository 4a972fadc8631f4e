import { instantName } from '../words/months.ts';

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
  /** Filters that are set, as a condition of SQL. */
  condition: string;
  window: string;
  source: string;
  computedAt: string | null;
  completeThrough: string | null;
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** The statement that gives the same rows. */
const sqlOf = ({ view, subject, condition }: Pick<About, 'view' | 'subject' | 'condition'>): string =>
  `select * from ${view} where ${/^report\.(members)$/.test(view) ? 'owner' : 'repository'} = ${quoted(subject)}${condition && ` and ${condition}`}`;

/** In a line what holds, and on demand everything. */
export function Definition(about: About) {
  const { definition, edges, window, source, computedAt, completeThrough, view } = about;
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
          <code>{sqlOf(about)}</code>
        </dd>
      </dl>
    </details>
  );
}
