/** So many sentences of a kind go into a result, which is carried from run to run. */
const mostTold = 100;

/** Keeps the sentences of a result within bounds. */
export function boundSentences(sentences: string[]): void {
  if (sentences.length > mostTold) sentences.splice(mostTold - 1, Infinity, 'And more.');
}
