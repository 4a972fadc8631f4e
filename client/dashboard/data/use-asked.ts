import { useEffect, useRef, useState } from 'preact/hooks';
import { AskFailure } from './ask.ts';

/** What a question has come to so far. */
export interface Asked<T> {
  /** The last answer, also while the next one is awaited and when it fails; undefined: none yet. */
  data: T | undefined;
  /** Why the last question failed. */
  failure: AskFailure | undefined;
}

/**
 * Asks when the question changes, and again when `beat` does.
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
  }, [name, beat]);
  return asked.name === name ? asked : { data: undefined, failure: undefined };
}
