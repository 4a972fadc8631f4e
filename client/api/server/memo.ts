/**
 * Asks once where many ask the same at once, and gives that answer again for a moment. What fails is asked anew.
 *
 * @param keptMs milliseconds for which an answer is given again
 * @param read what to ask; questions with the same members in the same order are the same
 */
export function createMemo<Question extends object, Answer>(
  keptMs: number,
  read: (question: Question) => Promise<Answer>,
): (question: Question) => Promise<Answer> {
  const known = new Map<string, Promise<Answer>>();
  return function ask(question) {
    const key = JSON.stringify(question);
    const found = known.get(key);
    if (found) return found;
    const asked = read(question);
    known.set(key, asked);
    asked.then(
      () => void setTimeout(() => known.delete(key), keptMs).unref(),
      () => void known.delete(key),
    );
    return asked;
  };
}
