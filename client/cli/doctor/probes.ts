import type { Credentials } from '../../../config.ts';
import type { ApiVersion } from '../../../github-api.ts';

/** A GitHub Enterprise Server, as it tells itself. */
export interface EnterpriseServer {
  /** Null: it does not say. */
  release: string | null;
  /** The newest version of the API that it takes and that is read here. */
  apiVersion: ApiVersion;
}

/** What a GitHub API says about a credential, and of itself. */
export type Quota = QuotaOfCredential & { server?: EnterpriseServer };

type QuotaOfCredential =
  /** Requests an hour; `expires` is GitHub's own text for the day on which a token ends. */
  | { kind: 'quota'; limit: number; remaining: number; resetAt: Date; expires: string | undefined }
  /** A server of one's own that counts nothing. */
  | { kind: 'unlimited' }
  /** A GitHub App; each installation has a quota of its own. */
  | { kind: 'app'; name: string; installations: number | undefined }
  | { kind: 'refused'; status: number; message: string }
  | { kind: 'unreachable'; reason: string }
  /** The private key of the App is no key. */
  | { kind: 'unusable key' };

/** A Temporal CLI that was found on this machine. */
interface TemporalBinary {
  path: string;
  version: string;
  source: string;
}

/** What `doctor` asks this machine and GitHub; nothing here changes anything. */
export interface Probes {
  readQuota(options: { apiUrl: string; credentials: Credentials }): Promise<Quota>;
  lookForTemporalBinary(options: {
    explicit: string | undefined;
    cacheFolder: string;
    log: (line: string) => void;
  }): Promise<TemporalBinary | undefined>;
  isListening(port: number): Promise<boolean>;
  /** Bytes that this user may still write where a folder is, or would be made. */
  freeBytes(folder: string): Promise<number>;
  /** Whether this user may write into a folder, or make it. */
  isWritable(folder: string): boolean;
}
