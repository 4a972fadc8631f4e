import type { Pool } from 'pg';
import { runSql } from '../../sql/query.ts';
import type { NamedSubject } from './subject.ts';

/** Answers of a credential's requests. */
export interface Answers {
  requests: number;
  notModified: number;
}

/** Whose quota a request was charged to, and whom it was about. */
export interface Charge {
  credential: string;
  bucket: string;
  /** Requests about one subject are counted together; its id where it is known. */
  subject: NamedSubject & { id?: string };
  isNotModified: boolean;
  /** What it was charged: one request, or points of GraphQL; 304 costs nothing, but who asks without a token. */
  cost: number;
}

interface Used {
  credential: string;
  bucket: string;
  kind: string;
  name: string;
  id: string | null;
  requests: number;
}

interface Charged extends Answers {
  credential: string;
  bucket: string;
}

/** Counts requests in memory until they are told to Postgres: with the next lease, or at the end of an activity. */
export function createUse(db: Pool) {
  let used = new Map<string, Used>();
  let charged = new Map<string, Charged>();

  function countCharged({ credential, bucket, requests, notModified }: Charged): void {
    const known = charged.get(`${credential} ${bucket}`) ?? { credential, bucket, requests: 0, notModified: 0 };
    known.requests += requests;
    known.notModified += notModified;
    charged.set(`${credential} ${bucket}`, known);
  }

  function countUsed({ requests, ...by }: Used): void {
    const key = [by.credential, by.bucket, by.kind, by.name].join(' ');
    const known = used.get(key) ?? { ...by, requests: 0 };
    known.requests += requests;
    known.id ??= by.id;
    used.set(key, known);
  }

  return {
    count({ credential, bucket, subject, isNotModified, cost }: Charge): void {
      countCharged({ credential, bucket, requests: 1, notModified: isNotModified ? 1 : 0 });
      if (cost === 0) return;
      const { kind, name, id = null } = subject;
      countUsed({ credential, bucket, kind, name: name.toLowerCase(), id, requests: cost });
    },

    /** What is to be told of a credential; whoever takes it tells it. */
    take(credential: string, bucket: string): Answers {
      const key = `${credential} ${bucket}`;
      const { requests = 0, notModified = 0 } = charged.get(key) ?? {};
      charged.delete(key);
      return { requests, notModified };
    },

    /** Gives back what could not be told. */
    giveBack: countCharged,

    /** Tells Postgres who has used what, in one statement; nothing while nothing was billed. */
    async tell(): Promise<void> {
      if (used.size === 0) return;
      const [uses, charges] = [[...used.values()], [...charged.values()]];
      used = new Map();
      charged = new Map();
      try {
        await runSql(db, 'sync/record_use', {
          credentials: uses.map(({ credential }) => credential),
          buckets: uses.map(({ bucket }) => bucket),
          subject_kinds: uses.map(({ kind }) => kind),
          subject_names: uses.map(({ name }) => name),
          subject_ids: uses.map(({ id }) => id),
          used: uses.map(({ requests }) => requests),
          charged: charges.map(({ credential }) => credential),
          charged_buckets: charges.map(({ bucket }) => bucket),
          requests: charges.map(({ requests }) => requests),
          not_modified: charges.map(({ notModified }) => notModified),
        });
      } catch (error) {
        uses.forEach(countUsed);
        charges.forEach(countCharged);
        throw error;
      }
    },
  };
}
