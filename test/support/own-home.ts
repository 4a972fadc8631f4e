import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHome } from '../../local/home.ts';
import { stopLeftovers } from '../../local/leftovers.ts';
import { removePostgresFolder } from '../../local/postgres-folder.ts';
import { lastingPort } from './lasting-port.ts';

/** A home for a product under test, with ports that nobody else has. */
export interface OwnHome {
  folder: string;
  environment: Record<string, string>;
  /** Stops what a failed test left running, and deletes everything. */
  remove(): Promise<void>;
}

/** Makes an empty home. */
export async function createOwnHome(): Promise<OwnHome> {
  const folder = mkdtempSync(join(tmpdir(), 'repometer-start-'));
  chmodSync(folder, 0o711); // as root, Postgres' own user passes through
  const [postgres, temporal, ui] = [await lastingPort(), await lastingPort(), await lastingPort()];
  return {
    folder,
    environment: {
      REPOMETER_HOME: folder,
      REPOMETER_POSTGRES_PORT: String(postgres),
      REPOMETER_TEMPORAL_PORT: String(temporal),
      REPOMETER_TEMPORAL_UI_PORT: String(ui),
    },
    async remove() {
      await stopLeftovers(openHome(folder), () => undefined);
      removePostgresFolder(join(folder, 'postgres'));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
