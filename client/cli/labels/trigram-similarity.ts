/** Each three letters that follow each other in a word, with two spaces before it and one behind, as pg_trgm has them. */
function trigramsOf(words: string): Set<string> {
  const trigrams = new Set<string>();
  for (const word of words.split(' ')) {
    const letters = [...`  ${word} `];
    for (let place = 0; place + 3 <= letters.length; place += 1) trigrams.add(letters.slice(place, place + 3).join(''));
  }
  return trigrams;
}

/**
 * How much two names resemble each other, from 0 to 1: the share of their trigrams that both have. It is told and never decides: of
 * real labels opposites are nearer than synonyms. Here and not by pg_trgm, which a database may lack, and whose letters depend on
 * the database's locale.
 *
 * @param one words in lower case with single spaces between them, as `report.label_categories` has them
 */
export function trigramSimilarity(one: string, other: string): number {
  const [first, second] = [trigramsOf(one), trigramsOf(other)];
  const both = [...first].filter((trigram) => second.has(trigram)).length;
  return both / (first.size + second.size - both);
}
