import { join } from 'node:path';
import { chmodSync, writeFileSync } from 'node:fs';
import { syncWorkflowId } from '../../../workflows/contract.ts';

export interface ReadyOptions {
  home: string;
  readerUrl: string | undefined;
  isDatabaseEmbedded: boolean;
  temporalUiUrl: string | undefined;
  repositories: string[];
  /** Also say the reader's URL with its password. */
  showUrl: boolean;
}

const escaped = (text: string) => text.replaceAll(/[\\:]/g, '\\$&');
const shown = 5;

/**
 * Writes the reader's password where psql looks for it (mode 0600), so that no command line has to carry it.
 *
 * @returns the psql command
 */
function psqlCommand(home: string, url: string): string {
  const { hostname, port, username, password, pathname } = new URL(url);
  const file = join(home, 'pgpass');
  const database = pathname.slice(1);
  const fields = [hostname, port, database, decodeURIComponent(username), decodeURIComponent(password)];
  writeFileSync(file, `${fields.map(escaped).join(':')}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return `PGPASSFILE='${file}' psql 'host=${hostname} port=${port} dbname=${database} user=${username}'`;
}

function connectLine({ home, readerUrl, isDatabaseEmbedded, showUrl }: ReadyOptions): string {
  if (!readerUrl) return 'set DATABASE_READER_URL to read with repometer_reader';
  if (!isDatabaseEmbedded) return 'psql "$DATABASE_READER_URL"';
  return showUrl ? `psql '${readerUrl}'` : psqlCommand(home, readerUrl);
}

/** What to open and what to type once the first load is done. */
export function readyText(options: ReadyOptions): string {
  const { temporalUiUrl, repositories } = options;
  const workflows = temporalUiUrl && `${temporalUiUrl.replace(/\/$/, '')}/namespaces/default/workflows`;
  const pages = repositories.slice(0, shown).map((name) => [name, encodeURIComponent(syncWorkflowId(name))]);
  const some = repositories[0];
  const lines = [
    workflows && ['Temporal UI', workflows],
    ...(workflows ? pages.map(([name, id]) => [name, `${workflows}/${id}`]) : []),
    ['SQL', connectLine(options)],
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
