import { createContext } from 'preact';
import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';

const everyMs = 10_000;
const context = createContext(0);

/** Counts up every ten seconds while somebody looks: what is live asks again. */
export const useBeat = (): number => useContext(context);

/** Beats for everything in it. */
export function Beating({ children }: { children: ComponentChildren }) {
  const [beat, setBeat] = useState(0);
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') setBeat((before) => before + 1);
    };
    const timer = setInterval(look, everyMs);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  return <context.Provider value={beat}>{children}</context.Provider>;
}
