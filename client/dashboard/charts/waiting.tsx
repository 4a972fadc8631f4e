import type { AskFailure } from '../data/ask.ts';

/** Where a chart will stand, or why there is none. */
export function Waiting({ id, title, failure }: { id: string; title: string; failure: AskFailure | undefined }) {
  return (
    <section class="figure is-waiting" data-waiting={id} aria-label={title}>
      <h2>{title}</h2>
      <p class="quiet">{failure ? failure.message : 'Loading…'}</p>
    </section>
  );
}
