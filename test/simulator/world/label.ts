import { hashText } from './random.ts';

/** A repository's label without its address, which follows from the repository's present name. */
export interface Label {
  id: number;
  name: string;
  color: string;
  default: boolean;
  description: string | null;
}

const defaultLabels = new Set(['bug', 'documentation', 'duplicate', 'enhancement', 'good first issue', 'question']);

/** A label object for a name; id and color follow from repository id and name. Members given win. */
function completeLabel(repositoryId: number, given: Partial<Label> & { name: string }): Label {
  const hash = hashText(`${repositoryId}/${given.name.toLowerCase()}`);
  return {
    id: 4_000_000_000 + hash,
    color: (hash & 0xffffff).toString(16).padStart(6, '0'),
    default: defaultLabels.has(given.name),
    description: null,
    ...given,
  };
}

/** One object per label name of a repository. */
export function createLabels(repositoryId: number) {
  const byName = new Map<string, Label>();
  /** The id of the first label of each name: made-up events are as old as that. */
  const first = new Map<string, number>();
  /** Of what events say: which label they are of. */
  const meant = new WeakMap<object, number>();
  /** Also those of labels that are gone or have another name: a new label under an old name is another one. */
  const ids = new Set<number>();
  const key = (name: string) => name.toLowerCase();

  function freeId(id: number): number {
    let free = id;
    while (ids.has(free)) free += 1;
    return free;
  }

  function must(name: string): Label {
    const label = byName.get(key(name));
    if (!label) throw new Error(`no label ${name}`);
    return label;
  }

  /** The label of that name (any case), made where it is new. */
  function named(given: Partial<Label> & { name: string }): Label {
    const known = byName.get(key(given.name));
    if (known) return known;
    const completed = completeLabel(repositoryId, given);
    const label = given.id === undefined ? { ...completed, id: freeId(completed.id) } : completed;
    ids.add(label.id);
    byName.set(key(label.name), label);
    if (!first.has(key(label.name))) first.set(key(label.name), label.id);
    return label;
  }

  /** Changes a label and returns the old and the new object; throws where there is no such label, or the name is taken. */
  function change(name: string, changed: Partial<Omit<Label, 'id'>>): { before: Label; after: Label } {
    const before = must(name);
    const after = { ...before, ...changed };
    if (key(after.name) !== key(name) && byName.has(key(after.name))) throw new Error(`label ${after.name} is there`);
    byName.delete(key(name));
    byName.set(key(after.name), after);
    return { before, after };
  }

  function remove(name: string): Label {
    const label = must(name);
    byName.delete(key(name));
    return label;
  }

  /** How a label of that name looks, which does not make the label. */
  const look = (name: string): Label => byName.get(key(name)) ?? completeLabel(repositoryId, { name });

  /** What events say of a label. @param id of that label; default: of the one that has the name now */
  function appearance(name: string, id = look(name).id) {
    const said = { name, color: look(name).color };
    meant.set(said, id);
    return said;
  }

  return {
    named,
    change,
    remove,
    look,
    appearance,
    /** The same of a made-up event, which is older than any change of names. */
    firstAppearance: (name: string) => appearance(name, first.get(key(name))),
    /** The label that an event is of, by what the event says; null: it is gone. */
    meantBy(appearance: { name: string }): Label | null {
      const id = meant.get(appearance) ?? look(appearance.name).id;
      return [...byName.values()].find((label) => label.id === id) ?? null;
    },
    find: (name: string) => byName.get(key(name)) ?? null,
    all: () => [...byName.values()],
  };
}

export type Labels = ReturnType<typeof createLabels>;
