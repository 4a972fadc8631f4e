import { hashText } from './random.ts';

const names = 'ada grace linus barbara ken margaret dennis radia brian hedy alan karen edsger frances niklaus'.split(
  ' ',
);

/** Login of the n-th contributor of a repository; people work in several repositories. Every eleventh is a bot. */
export function contributorLogin(seed: string, index: number): string {
  const name = names[(index + hashText(seed)) % names.length] ?? 'ada';
  const round = Math.floor(index / names.length);
  const login = round === 0 ? name : `${name}-${round + 1}`;
  return index % 11 === 6 ? `${login}-ci[bot]` : login;
}
