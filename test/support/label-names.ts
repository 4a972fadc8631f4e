import type { Repository } from '../simulator/world.ts';

/**
 * Keeps in mind what a repository's labels were called. Events name a label by its name of the day and give no id: of a
 * name that two labels have had, nobody who was not there can tell which one an event meant.
 */
export function createLabelNames(repository: Repository) {
  const namesById = new Map<number, Set<string>>();

  /** To be called after each change. */
  function note(): void {
    for (const { id, name } of repository.labels.all()) namesById.set(id, (namesById.get(id) ?? new Set()).add(name));
  }

  /** Whether a label of that name shares this or another name of its with a second label. */
  function isAmbiguous(name: string): boolean {
    const sharing = (one: string) => [...namesById.values()].filter((names) => names.has(one)).length > 1;
    return [...namesById.values()].some((names) => names.has(name) && [...names].some(sharing));
  }
  note();
  return { note, isAmbiguous };
}
