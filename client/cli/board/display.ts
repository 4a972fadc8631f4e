import { createLogUpdate } from 'log-update';

/** A text that is shown again and again as it changes. */
export interface Display {
  show(text: string): void;
  /** Writes a line that stays, above what is shown. */
  say(line: string): void;
  /** Leaves the last text where it is. */
  end(): void;
}

/** In a terminal the text is redrawn in place; elsewhere it is written again when it has changed. */
export function createDisplay(stream: NodeJS.WriteStream): Display {
  return stream.isTTY ? redrawn(stream) : repeated(stream);
}

function redrawn(stream: NodeJS.WriteStream): Display {
  const update = createLogUpdate(stream);
  let last = '';
  return {
    show: (text) => update((last = text.trimEnd())),
    say: (line) => {
      update.clear();
      stream.write(`${line}\n`);
      if (last) update(last);
    },
    end: () => {
      update.done();
      last = '';
    },
  };
}

function repeated(stream: NodeJS.WriteStream): Display {
  let last = '';
  return {
    show: (text) => {
      if (text === last) return;
      last = text;
      stream.write(`${text.trimEnd()}\n`);
    },
    say: (line) => void stream.write(`${line}\n`),
    end: () => undefined,
  };
}
