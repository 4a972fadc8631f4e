import { ApplicationFailure } from '@temporalio/activity';
import { runSql } from '../../../sql/query.ts';
import type { OwnerResource, State } from '../../../workflows/contract.ts';
import { isObject, parseAs, TransportError } from '../../github/answer.ts';
import type { Answer } from '../../github/answer.ts';
import { isLimited } from '../../github/ask.ts';
import type { Reply } from '../../github/ask.ts';
import type { OwnerType } from '../../github/subject.ts';
import { claim, credentialOf, runLook } from '../cycle/look.ts';
import type { CycleInput, Look } from '../cycle/look.ts';
import { planCycle } from '../cycle/plan-cycle.ts';
import { limitSubject, refuseSubject, standingRefusal } from '../cycle/refuse-subject.ts';
import { proveSubjectUnchanged, storeSubject } from '../cycle/store-subject.ts';
import type { SyncDeps } from '../slice/deps.ts';
import type { ResourceRow } from '../slice/resource-row.ts';
import type { OwnerOutcome } from './owner-outcome.ts';

export interface OwnerInput extends CycleInput {
  /** Login, as a person gave it. */
  owner: string;
  workflowId: string;
  /** The loop whose cycle it is; null: a workflow that ends. */
  loop: { kind: string; every: string } | null;
  /** What the cycle keeps beside the owner itself. */
  resources: readonly OwnerResource[];
}

/** What is stored of the owner. */
interface Known extends Record<string, unknown> {
  owner_id: string;
  login: string;
  owner_type: OwnerType;
}

interface OwnerLook extends Look {
  input: OwnerInput;
  known: Known | null;
}

interface Seen {
  id: string;
  login: string;
  type: OwnerType;
  answer: Answer;
  etagKey: string;
}

/**
 * The activity that begins each cycle of an owner: reads the account by its name, recognises it by its id, stores it, and says what
 * the cycle is to do. GitHub answers for organisations and users alike, and says which it is.
 *
 * @throws ApplicationFailure, not retried, for a name that was never read and that GitHub does not know
 */
export function createFetchOwner(deps: SyncDeps) {
  return async function fetchOwner(input: OwnerInput): Promise<OwnerOutcome> {
    const { workflowId, owner } = input;
    const [known = null] = await runSql<Known>(deps.db, 'sync/read_owner', { workflow_id: workflowId, login: owner });
    const resources = kept(input);
    const opening = {
      input,
      subject: { kind: 'owner', name: owner },
      resource: 'owner',
      knownId: known?.owner_id ?? null,
      loop: input.loop && { workflowId, ...input.loop, resources },
    } as const;
    return runLook<OwnerOutcome>(deps, opening, (look, row) => readByName({ ...look, input, known }, row));
  };
}

const kept = ({ resources }: OwnerInput): OwnerResource[] => [
  'owner',
  ...resources.filter((resource) => resource !== 'owner'),
];

async function readByName(look: OwnerLook, row: ResourceRow | null): Promise<OwnerOutcome> {
  const { deps, input, asking, known } = look;
  if (row?.state === 'limited' && row.refusedMs !== null) return standingRefusal(look, row, row.refusedMs);
  const url = `${deps.github.apiUrl}/users/${input.owner}`;
  const reply = await asking.ask({ url, etag: row?.etag ?? null, etagKey: row?.etagKey ?? null });
  if (isLimited(reply)) return limitSubject(look, reply);
  switch (reply.verdict.kind) {
    case 'not-modified':
      if (known === null) break;
      await proveSubjectUnchanged(look, { id: known.owner_id, answer: reply.answer });
      await claim(look, known.owner_id, known.login);
      return ready(look, { id: known.owner_id, login: known.login, type: known.owner_type });
    case 'ok':
      return recognise(look, seen(reply));
    case 'refused':
      return refusedBy(look, reply.verdict);
    default:
  }
  throw new TransportError(`GitHub answered ${reply.answer.status} to an account.`);
}

function seen({ answer, etagKey }: Reply): Seen {
  const { id, login, type } = parseAs(answer, 'an account', isAccount);
  return { id: String(id), login, type: type === 'Organization' ? 'Organization' : 'User', answer, etagKey };
}

function isAccount(body: unknown): body is { id: number; login: string; type?: unknown } {
  return isObject(body) && typeof body.id === 'number' && typeof body.login === 'string';
}

async function recognise(look: OwnerLook, found: Seen): Promise<OwnerOutcome> {
  const { input, known } = look;
  // The name answers with another id: ours has another name by now, or is gone.
  if (known !== null && known.owner_id !== found.id) return askById(look, known, 'another account has its name now');
  await store(look, found);
  if (found.login.toLowerCase() !== input.owner.toLowerCase()) return renamed(look, found);
  return ready(look, found);
}

async function refusedBy(look: OwnerLook, { state, reason }: { state: State; reason: string }): Promise<OwnerOutcome> {
  const { input, known } = look;
  if (state !== 'missing') return refuseSubject(look, state, reason);
  if (known !== null) return askById(look, known, 'missing, or invisible to this token (404)');
  throw ApplicationFailure.nonRetryable(
    `${input.owner} is neither an organisation nor a user, or this token may not see it (404).`,
    'OwnerMissing',
  );
}

async function askById(look: OwnerLook, { owner_id: id }: Known, why: string): Promise<OwnerOutcome> {
  const { asking, deps, input } = look;
  const reply = await asking.ask({ url: `${deps.github.apiUrl}/user/${id}` });
  if (isLimited(reply)) return limitSubject(look, reply);
  if (reply.verdict.kind !== 'ok') return refuseSubject(look, 'missing', `${input.owner} (id ${id}) is gone: ${why}.`);
  const found = seen(reply);
  if (found.id !== id) throw new TransportError(`GitHub answered with another account than id ${id}.`);
  // The ETag belongs to this address, not to the one that the next cycle asks.
  const { answer } = found;
  await store(look, { ...found, answer: { ...answer, headers: { ...answer.headers, etag: undefined } } });
  if (found.login.toLowerCase() === input.owner.toLowerCase()) return ready(look, found);
  return renamed(look, found);
}

async function store(look: OwnerLook, { id, login, answer, etagKey }: Seen): Promise<void> {
  await claim(look, id, login);
  await storeSubject(look, { id, answer, etagKey });
}

async function renamed(look: OwnerLook, { login }: Seen): Promise<OwnerOutcome> {
  const { input, deps } = look;
  if (input.loop !== null) {
    const reason = `Renamed to ${login}.`;
    await runSql(deps.db, 'sync/release_loop', { workflow_id: input.workflowId, reason });
  }
  return { kind: 'renamed', to: login };
}

async function ready(look: OwnerLook, { id, login, type }: Pick<Seen, 'id' | 'login' | 'type'>): Promise<OwnerOutcome> {
  const { deps, input } = look;
  const cycle = { resources: kept(input), isUrgent: input.isUrgent, credential: await credentialOf(look) };
  const plan = await planCycle(deps.db, id, cycle);
  const { hasSearchAttributes } = deps;
  return { kind: 'ready', owner: { kind: 'owner', id, name: login, type }, hasSearchAttributes, plan };
}
