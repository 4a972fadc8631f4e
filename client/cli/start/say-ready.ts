import { syncWorkflowId } from '../../../workflows/contract.ts';
import { workflowsUrl } from './workflows-url.ts';

export interface ReadyOptions {
  /** How to connect to the database. */
  connect: string;
  temporalUiUrl: string | undefined;
  repositories: string[];
  /** Where the API listens, and where the key for its orders lies; undefined: it is not served. */
  api: { url: string; keyFile: string } | undefined;
}

const shown = 5;

/** What to open and what to type once the first load is done. */
export function readyText(options: ReadyOptions): string {
  const { connect, temporalUiUrl, repositories, api } = options;
  const workflows = workflowsUrl(temporalUiUrl);
  const pages = repositories.slice(0, shown).map((name) => [name, encodeURIComponent(syncWorkflowId(name))]);
  const some = repositories[0];
  const lines = [
    api && ['Repometer', api.url],
    api && ['API', `${api.url}api/docs, key for orders in ${api.keyFile}`],
    workflows && ['Temporal UI', workflows],
    ...(workflows ? pages.map(([name, id]) => [name, `${workflows}/${id}`]) : []),
    ['SQL', connect],
  ].filter((line) => line !== undefined && line !== '') as string[][];
  const width = Math.max(...lines.map(([label]) => label!.length));
  const commands = [
    'status',
    'report new-contributors-monthly',
    `report issue-labels-monthly${some ? ` --repository ${some}` : ''}`,
    'sql "select * from report.label_quality"',
  ];
  return [
    '',
    ...lines.map(([label, value]) => `  ${label!.padEnd(width)}  ${value}`),
    '',
    'Type in another terminal:',
    ...commands.map((command) => `  npm run repometer -- ${command}`),
    '',
    'Ctrl-C stops everything; the data stays.',
  ].join('\n');
}
