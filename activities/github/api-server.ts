import { apiVersions, newestKnown, releaseHeader, releaseIn, versionInstead } from '../../github-api.ts';
import type { ApiVersion } from '../../github-api.ts';

/** What a server said of itself; null: nothing. */
export interface ServerFacts {
  apiVersion: string | null;
  /** Of an Enterprise Server: its release. */
  release: string | null;
}

/** An answer as far as it tells of its server. */
interface Told {
  status: number;
  headers: Record<string, unknown>;
  /** The body; what was parsed is written again. */
  text: string;
}

/** Asks a path below the API's address in a version; never throws for an answer of whatever status. */
export type AskServer = (path: string, version: ApiVersion) => Promise<Told>;

export type ApiServer = ReturnType<typeof createApiServer>;

// Only where it speaks an older version; such servers rarely count requests.
const lookEveryMs = 3_600_000;

interface Options {
  /** What was written down of it. */
  known?: ServerFacts;
  /** Writes down what it said. */
  remember?: (facts: ServerFacts) => Promise<unknown>;
}

/**
 * What is known of the server behind the API: which version of the API is spoken with it, until it refuses that or is
 * upgraded. One for all requests of a process.
 */
export function createApiServer({ known, remember = () => Promise.resolve() }: Options = {}) {
  let facts: ServerFacts = known ?? { apiVersion: null, release: null };
  let version = newestKnown([facts.apiVersion]) ?? apiVersions[0];
  let nextLookMs = 0;

  async function learn(found: ServerFacts): Promise<void> {
    if (found.apiVersion === facts.apiVersion && found.release === facts.release) return;
    version = newestKnown([found.apiVersion]) ?? version;
    const before = facts;
    facts = found;
    await remember(found).catch((error: unknown) => {
      facts = before; // so that the next answer tells it again
      throw error;
    });
  }

  /** What the server names, or takes. */
  async function findVersion(ask: AskServer): Promise<ApiVersion> {
    const list = await ask('/versions', version);
    if (list.status === 200) return newestKnown(JSON.parse(list.text) as unknown[]) ?? version;
    // Enterprise Servers know no such list everywhere.
    const [newest] = apiVersions;
    const { status, text } = await ask('/meta', newest);
    return status === 200 ? newest : (versionInstead(newest, status, text) ?? version);
  }

  async function look(ask: AskServer): Promise<void> {
    const found = await findVersion(ask);
    const { headers, status, text } = await ask('/meta', found);
    const body = (status === 200 ? JSON.parse(text) : {}) as { installed_version?: unknown };
    const release = releaseIn(body.installed_version) ?? releaseIn(headers[releaseHeader]) ?? facts.release;
    await learn({ apiVersion: found, release });
  }

  return {
    /** The version to speak. */
    version: () => version,

    /** Whether it is time to see if a server that spoke an older version speaks a newer one by now. */
    isLookDue: () => version !== apiVersions[0] && Date.now() >= nextLookMs,

    /** Sees what the server speaks and is by now; trouble on the way leaves everything as it was, until the next time. */
    async look(ask: AskServer): Promise<void> {
      nextLookMs = Date.now() + lookEveryMs;
      await look(ask).catch(() => undefined);
    },

    /** Hears of every answer: another release may speak another version. */
    async hear(headers: Told['headers']): Promise<void> {
      const release = releaseIn(headers[releaseHeader]);
      if (release === null || release === facts.release) return;
      nextLookMs = 0;
      await learn({ apiVersion: version, release });
    },

    /** @returns the version to speak instead, when an answer refuses the one that was spoken; null: that is not why */
    async refuse(spoken: string, { status, headers, text }: Told): Promise<ApiVersion | null> {
      const instead = versionInstead(spoken, status, text);
      if (instead === null) return null;
      const release = releaseIn(headers[releaseHeader]) ?? facts.release;
      // One that does not tell its release in its answers is asked for it.
      nextLookMs = release === null ? 0 : Date.now() + lookEveryMs;
      await learn({ apiVersion: instead, release });
      return instead;
    },
  };
}
