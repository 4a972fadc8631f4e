import { useEffect, useRef, useState } from 'preact/hooks';
import { AskFailure, whenKeyIsGiven } from './ask.ts';
import { useBeat } from './beat.tsx';

/** What a question has come to so far. */
export interface Asked<T> {
  /** The last answer, also while the next one is awaited and when it fails; undefined: none yet. */
  data: T | undefined;
  /** Why the last question failed. */
  failure: AskFailure | undefined;
}

/**
 * Asks when the question changes, and again when `beat` does, or a key is given.
 *
 * @param name of the question: another name is another question, whose answer is not the one before
 */
export function useAsked<T>(name: string | null, look: (signal: AbortSignal) => Promise<T>, beat = 0): Asked<T> {
  const [asked, setAsked] = useState<Asked<T> & { name: string | null }>({
    name: null,
    data: undefined,
    failure: undefined,
  });
  const looks = useRef(look);
  looks.current = look;
  const [keys, setKeys] = useState(0);
  useEffect(() => whenKeyIsGiven(() => setKeys((count) => count + 1)), []);
  useEffect(() => {
    if (name === null) return;
    const stop = new AbortController();
    looks.current(stop.signal).then(
      (data) => {
        if (!stop.signal.aborted) setAsked({ name, data, failure: undefined });
      },
      (error: unknown) => {
        if (stop.signal.aborted) return;
        const failure = error instanceof AskFailure ? error : new AskFailure('failed', String(error));
        setAsked((before) => ({ name, data: before.name === name ? before.data : undefined, failure }));
      },
    );
    return () => stop.abort();
  }, [name, beat, keys]);
  return asked.name === name ? asked : { data: undefined, failure: undefined };
}

/** Asks for what does not change, at each beat until it is answered. */
export function useAskedOnce<T>(name: string, look: (signal: AbortSignal) => Promise<T>): Asked<T> {
  const beat = useBeat();
  const last = useRef({ beat, isAnswered: false });
  if (!last.current.isAnswered) last.current.beat = beat;
  const asked = useAsked(name, look, last.current.beat);
  last.current.isAnswered = asked.data !== undefined;
  return asked;
}
