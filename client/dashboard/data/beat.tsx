import { createContext } from 'preact';
import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { listen } from './listen.ts';

/** After a beat it rests; twice as long each time while there is ever something new, which many loops at work always have. */
const restMs = { first: 2_000, longest: 10_000 };
/** What the clock alone changes: a loop is overdue, a quota begins anew. */
const everyMs = { live: 60_000, asking: 10_000 };

interface Beat {
  count: number;
  isLive: boolean;
}

const context = createContext<Beat>({ count: 0, isLive: false });

/** Counts up when something has changed, while somebody looks: what is live asks again. */
export const useBeat = (): number => useContext(context).count;

/** Whether the API tells of changes; if not, it is asked every ten seconds. */
export const useIsLive = (): boolean => useContext(context).isLive;

/** Beats for everything in it. */
export function Beating({ children }: { children: ComponentChildren }) {
  const [count, setCount] = useState(0);
  const [isLive, setIsLive] = useState(false);
  const [isVisible, setIsVisible] = useState(document.visibilityState === 'visible');
  const beat = () => setCount((before) => before + 1);

  useEffect(() => {
    const look = () => {
      const isSeen = document.visibilityState === 'visible';
      setIsVisible(isSeen);
      if (isSeen) beat();
    };
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);

  useEffect(() => {
    if (!isVisible) return;
    const stop = new AbortController();
    let rest: ReturnType<typeof setTimeout> | undefined;
    let isMore = false;
    function onChange(ms = restMs.first) {
      if (rest !== undefined) {
        isMore = true;
        return;
      }
      isMore = false;
      beat();
      rest = setTimeout(() => {
        rest = undefined;
        if (isMore) onChange(Math.min(2 * ms, restMs.longest));
      }, ms);
    }
    void listen(stop.signal, { onChange: () => onChange(), onLive: setIsLive });
    return () => {
      stop.abort();
      clearTimeout(rest);
    };
  }, [isVisible]);

  useEffect(() => {
    if (!isVisible) return;
    const timer = setInterval(beat, isLive ? everyMs.live : everyMs.asking);
    return () => clearInterval(timer);
  }, [isVisible, isLive]);

  return <context.Provider value={{ count, isLive }}>{children}</context.Provider>;
}
