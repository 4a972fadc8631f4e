import type { ApiVersion } from './issue-json.ts';
import type { IssueState } from './issue-state.ts';
import { issueText, type Surroundings } from './issue-text.ts';
import type { Scratch } from './scratch.ts';

/** Characters that one repository keeps; texts beyond them are made each time. */
const keptCharacters = 100_000_000;
/** The scratch is told of the texts each time they have grown by so many characters. */
const step = 16 * 1024;

/**
 * JSON texts of issues, each made once until the issue changes or the texts are dropped. States are never changed in
 * place, so the state object itself is the key; `forget` is for what all texts contain (the repository's name).
 */
export function createIssueTexts(repository: () => Omit<Surroundings, 'fragments'>, scratch: Scratch) {
  let texts: Record<ApiVersion, WeakMap<IssueState, string>>;
  let around: Surroundings;
  let characters: number;
  const self = {};

  function forget(): void {
    texts = { '2022-11-28': new WeakMap(), '2026-03-10': new WeakMap() };
    around = { ...repository(), fragments: new WeakMap() };
    characters = 0;
    scratch.release(self);
  }

  function text(state: IssueState, version: ApiVersion): string {
    const known = texts[version].get(state);
    if (known !== undefined) return known;
    const made = issueText(state, around, version);
    if (characters > keptCharacters) return made;
    texts[version].set(state, made);
    const before = characters;
    characters += made.length;
    if (before === 0 || Math.floor(before / step) !== Math.floor(characters / step))
      scratch.hold(self, characters, forget);
    return made;
  }
  forget();
  return { text, forget };
}
