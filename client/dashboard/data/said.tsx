import { useEffect, useState } from 'preact/hooks';

const pauseMs = 10_000;

/** Says a sentence to those who do not see, and to everybody, at most every ten seconds. */
export function Said({ sentence }: { sentence: string }) {
  const [said, setSaid] = useState({ sentence, at: 0 });
  useEffect(() => {
    if (sentence === said.sentence) return;
    const timer = setTimeout(() => setSaid({ sentence, at: Date.now() }), Math.max(0, said.at + pauseMs - Date.now()));
    return () => clearTimeout(timer);
  }, [sentence, said]);
  return (
    <p class="said" role="status" aria-live="polite">
      {said.sentence}
    </p>
  );
}
