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
export function completeLabel(repositoryId: number, given: Partial<Label> & { name: string }): Label {
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
  const key = (name: string) => name.toLowerCase();

  /** The label of that name (any case), made where it is new. */
  function named(given: Partial<Label> & { name: string }): Label {
    const known = byName.get(key(given.name));
    if (known) return known;
    const label = completeLabel(repositoryId, given);
    byName.set(key(label.name), label);
    return label;
  }

  /** Renames a label and returns the old and the new object; throws where there is no such label. */
  function rename(from: string, to: string): { before: Label; after: Label } {
    const before = byName.get(key(from));
    if (!before) throw new Error(`no label ${from}`);
    const after = { ...before, name: to };
    byName.delete(key(from));
    byName.set(key(to), after);
    return { before, after };
  }
  return { named, rename, all: () => [...byName.values()] };
}

export type Labels = ReturnType<typeof createLabels>;
