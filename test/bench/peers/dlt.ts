import { fileURLToPath } from 'node:url';
import { pythonWith } from '../../support/python-packages.ts';
import { benchName } from '../bench-repository.ts';
import type { Peer } from './peer.ts';
import { readRequirements } from './read-requirements.ts';

const program = fileURLToPath(new URL('load_issues.py', import.meta.url));

/**
 * dlt: its REST source, merging by id.
 *
 * @throws Error with a sentence where it cannot be installed
 */
export function installDlt(): Peer {
  const python = pythonWith(readRequirements('dlt-requirements.txt'), 'the comparison with dlt');
  return {
    name: 'dlt',
    table: 'dlt.issues',
    prepare: async ({ apiUrl, databaseUrl, folder }) => ({
      command: python,
      args: [program, apiUrl, benchName, databaseUrl, folder],
      environment: { RUNTIME__DLTHUB_TELEMETRY: 'false' },
    }),
  };
}
