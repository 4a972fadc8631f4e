/**
 * Asks once where many ask the same at once, and may give that answer again for a moment. What fails is asked anew.
 *
 * @param keptMs milliseconds for which an answer is given again; 0: only to those who ask while it is being made
 */
export function createMemo<Answer>(keptMs: number): (question: string, ask: () => Promise<Answer>) => Promise<Answer> {
  const known = new Map<string, Promise<Answer>>();
  return function answer(question, ask) {
    const found = known.get(question);
    if (found) return found;
    const asked = ask();
    known.set(question, asked);
    const forget = () => void known.delete(question);
    asked.then(keptMs > 0 ? () => void setTimeout(forget, keptMs).unref() : forget, forget);
    return asked;
  };
}
