import type { ApiVersion } from './issue-json.ts';
import type { IssueState } from './issue-state.ts';
import { issueText, type Surroundings } from './issue-text.ts';

/** Characters kept; texts beyond them are made each time, so that fifty thousand issues stay modest in memory. */
const keptCharacters = 48 * 1024 * 1024;

/**
 * JSON texts of issues, each made once until the issue changes. States are never changed in place, so the state object
 * itself is the key; `forget` is for what all texts contain (the repository's name).
 */
export function createIssueTexts(repository: () => { fullName: string; owner: object }) {
  let texts: Record<ApiVersion, WeakMap<IssueState, string>>;
  let around: Surroundings;
  let characters: number;

  function forget(): void {
    texts = { '2022-11-28': new WeakMap(), '2026-03-10': new WeakMap() };
    around = { ...repository(), fragments: new WeakMap() };
    characters = 0;
  }

  function text(state: IssueState, version: ApiVersion): string {
    const known = texts[version].get(state);
    if (known !== undefined) return known;
    const made = issueText(state, around, version);
    characters += made.length;
    if (characters < keptCharacters) texts[version].set(state, made);
    return made;
  }
  forget();
  return { text, forget };
}
