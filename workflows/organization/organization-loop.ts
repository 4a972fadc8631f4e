import type { OrganizationStatus, OwnerLoops, ResourceStatus, State, SyncOrganizationInput } from '../contract.ts';
import type { LoopTools } from '../loop/endless-loop.ts';
import { statusOfLoop } from '../loop/status-of-loop.ts';
import { unknownYet } from '../repository/repository-loop.ts';
import type { ListLoop } from '../repository/repository-loop.ts';
import { shownResources } from '../repository/waiting.ts';

/** Sentences of stopped loops that are kept for people to read. */
const mostStoppedTold = 20;

/** What an owner's loop carries beside what every loop does; plain JSON. */
export interface CarriedOrganization {
  resources: ResourceStatus[];
  loops: OwnerLoops | null;
  stopped: string[];
}

/** The loop of an owner; one object, changed by the loop and its handlers. */
export interface OrganizationLoop extends ListLoop, CarriedOrganization {
  input: SyncOrganizationInput;
}

/** The owner's part of a loop, at its first start or with the state of the run before. */
export function openOrganization(input: SyncOrganizationInput, { loop, carried }: LoopTools): OrganizationLoop {
  const { resources, loops = null, stopped = [] } = (carried ?? {}) as Partial<CarriedOrganization>;
  return Object.assign(loop, {
    input,
    kpisDue: false,
    resources: resources ?? [unknownYet('owner')],
    waiting: {},
    loops,
    stopped,
  });
}

/** The owner's part of what goes into the next run. */
export function carryOrganization({ resources, loops, stopped }: OrganizationLoop): CarriedOrganization {
  return { resources, loops, stopped };
}

/** Notes loops that were stopped, with why; the newest stay. */
export function noteStopped(loop: OrganizationLoop, sentences: readonly string[]): void {
  loop.stopped = [...loop.stopped, ...sentences].slice(-mostStoppedTold);
}

// A state of the owner speaks for the loop; else the worst of its lists does.
const byUrgency: State[] = ['failed', 'missing', 'blocked', 'forbidden', 'loading', 'empty'];

/** The one word for the owner, from the states of its resources. */
export function phaseOfOrganization({ resources }: OrganizationLoop): State {
  return byUrgency.find((state) => resources.some((resource) => resource.state === state)) ?? 'ok';
}

/** The answer of the query `status`. */
export function statusOfOrganization(loop: OrganizationLoop, phase: State, now: number): OrganizationStatus {
  const { loops, stopped } = loop;
  return {
    owner: loop.input.owner,
    ...statusOfLoop(loop, phase, now),
    resources: shownResources(loop),
    loops,
    stopped,
  };
}

/** Lines of Markdown about the loops of its repositories. */
export function describeLoops({ loops, stopped }: OrganizationLoop): string[] {
  if (loops === null) return [];
  const { listed, kept, started } = loops;
  const told = `${kept} of ${listed} ${listed === 1 ? 'repository is' : 'repositories are'} kept; ${started} ${started === 1 ? 'loop was' : 'loops were'} started here.`;
  return ['', told, ...(stopped.length === 0 ? [] : ['', 'Stopped:', ...stopped.map((sentence) => `- ${sentence}`)])];
}
