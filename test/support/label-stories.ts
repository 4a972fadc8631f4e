import type { Repository } from '../simulator/world.ts';
import type { seededRandom } from './random.ts';

type Random = ReturnType<typeof seededRandom>;
type Story = (repository: Repository, random: Random) => void;

const names = ['bug', 'nbug', 'ui', 'docs', 'perf', 'naïve 🐞'];
const newNames = ['type: bug', 'kind/bug', 'type: ui', 'defect', 'area: docs', ...names];

const labelsOf = (repository: Repository) => repository.labels.all().map(({ name }) => name);
const isFree = (repository: Repository, name: string) => repository.labels.find(name) === null;
const issuesOf = (repository: Repository) => [...repository.store.present()];

/** A story about a label; the first one makes it. */
const ofLabel =
  (tell: (name: string, repository: Repository, random: Random) => void): Story =>
  (repository, random) => {
    const known = labelsOf(repository);
    if (known.length > 0) tell(random.pick(known), repository, random);
    else repository.createLabel({ name: random.pick(names) });
  };

const ofIssue =
  (tell: (number: number, repository: Repository, random: Random) => void): Story =>
  (repository, random) => {
    const known = issuesOf(repository);
    if (known.length > 0) tell(random.pick(known).number, repository, random);
  };

function someLabels(repository: Repository, { below, pick }: Random): string[] {
  const known = [...labelsOf(repository), ...names];
  return [...new Set(Array.from({ length: below(3) }, () => pick(known).toLowerCase()))].map(
    (name) => repository.labels.find(name)?.name ?? name,
  );
}

function rename(repository: Repository, from: string, to: string): void {
  if (from.toLowerCase() === to.toLowerCase() || isFree(repository, to)) repository.renameLabel(from, to);
}

/** What happens to labels and their names; GitHub tells of none of it in events, but of setting and taking away. */
const stories: Record<string, Story> = {
  open: (repository, random) => void repository.openIssue({ title: 'New', labels: someLabels(repository, random) }),
  'open pull request': (repository, random) =>
    void repository.openIssue({ title: 'Change', pullRequest: true, labels: someLabels(repository, random) }),
  import: (repository, random) =>
    void repository.importIssue({ title: 'Imported', labels: someLabels(repository, random) }),
  close: ofIssue((number, repository) => {
    if (repository.store.get(number)?.state === 'open') repository.close(number);
  }),
  reopen: ofIssue((number, repository) => {
    if (repository.store.get(number)?.state === 'closed') repository.reopen(number);
  }),
  set: ofIssue((number, repository, random) =>
    repository.label(number, random.pick(labelsOf(repository).concat(names))),
  ),
  'take away': ofIssue((number, repository, random) => {
    const worn = repository.store.get(number)?.labels ?? [];
    if (worn.length === 0) return;
    const label = random.pick(worn);
    repository.unlabel(number, typeof label === 'string' ? label : label.name);
  }),
  delete: ofLabel((name, repository) => repository.deleteLabel(name)),
  'delete and create again': ofLabel((name, repository) => {
    repository.deleteLabel(name);
    repository.createLabel({ name });
  }),
  rename: ofLabel((name, repository, random) => rename(repository, name, random.pick(newNames))),
  'rename, then a new label of the old name': ofLabel((name, repository, random) => {
    rename(repository, name, random.pick(newNames));
    const [issue] = issuesOf(repository);
    if (isFree(repository, name)) repository.createLabel({ name });
    if (issue && random.below(2) === 0) repository.label(issue.number, name);
  }),
  swap: ofLabel((one, repository, random) => {
    const other = random.pick(labelsOf(repository));
    if (one === other) return;
    repository.renameLabel(one, 'in between');
    repository.renameLabel(other, one);
    repository.renameLabel('in between', other);
  }),
  'always together, both renamed': ofLabel((one, repository, random) => {
    const other = random.pick(labelsOf(repository));
    if (one === other) return;
    for (const { number, labels } of issuesOf(repository)) {
      const worn = labels.map((label) => (typeof label === 'string' ? label : label.name));
      if (worn.includes(one) && !worn.includes(other)) repository.label(number, other);
      if (worn.includes(other) && !worn.includes(one)) repository.label(number, one);
    }
    for (const name of [one, other])
      rename(repository, name, random.below(2) === 0 ? `${name}!` : random.pick(newNames));
  }),
  'another case': ofLabel((name, repository) =>
    repository.renameLabel(name, name === name.toUpperCase() ? name.toLowerCase() : name.toUpperCase()),
  ),
  'take a name over after a deletion': ofLabel((name, repository, random) => {
    repository.deleteLabel(name);
    const known = labelsOf(repository);
    if (known.length > 0) rename(repository, random.pick(known), name);
  }),
};

const usual = ['open', 'set', 'set', 'set', 'take away', 'close', 'reopen'];
const kinds = [...usual, ...usual, ...Object.keys(stories)];

/**
 * Lets labels of a repository be set, taken away, deleted, renamed and named anew at random; the same seed tells the same
 * stories.
 *
 * @param random where the choice comes from
 * @returns tells one more and gives its name
 */
export function createLabelStories(repository: Repository, random: Random): () => string {
  return () => {
    const kind = random.pick(kinds);
    stories[kind]!(repository, random);
    return kind;
  };
}
