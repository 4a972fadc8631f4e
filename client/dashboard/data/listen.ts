import { AskFailure, openStream } from './ask.ts';

/** The API ends a stream after minutes, and one that was stopped comes back. */
const againMs = { ended: 500, failed: 5_000 };

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** Reads one stream to its end. @param onWatermark gets that of each event */
async function readStream(signal: AbortSignal, onOpen: () => void, onWatermark: (watermark: string) => void) {
  const reader = (await openStream('changes', signal)).pipeThrough(new TextDecoderStream()).getReader();
  onOpen();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (text + value).split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const id = /^id: (.+)$/m.exec(event)?.[1];
      if (id !== undefined) onWatermark(id);
    }
  }
}

/**
 * Listens to what the API tells of changes, until the signal. A browser's own EventSource sends no key, so it is read here.
 *
 * @param listener `onChange`: something is another than it was; `onLive`: whether changes are told of now
 */
export async function listen(
  signal: AbortSignal,
  { onChange, onLive }: { onChange: () => void; onLive: (isLive: boolean) => void },
): Promise<void> {
  let known: string | undefined;
  const onWatermark = (watermark: string) => {
    // The first one tells how things stand, as does the page.
    if (known !== undefined && watermark !== known) onChange();
    known = watermark;
  };
  while (!signal.aborted) {
    let isEnded = true;
    await readStream(signal, () => onLive(true), onWatermark).catch((error: unknown) => {
      isEnded = false;
      if (!(error instanceof AskFailure) && !(error instanceof TypeError) && !signal.aborted) throw error;
    });
    if (signal.aborted) return;
    if (!isEnded) onLive(false);
    await pause(isEnded ? againMs.ended : againMs.failed, signal);
  }
}
