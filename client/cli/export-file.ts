import { open, rename, rm } from 'node:fs/promises';

/** A file that is written part by part. */
export interface ExportFile {
  write(bytes: Uint8Array): Promise<void>;
  /** Gives the file its name, now that it is whole. */
  finish(): Promise<void>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

const causes: Record<string, string> = {
  ENOENT: 'its folder does not exist',
  EACCES: 'this login may not write there',
  EISDIR: 'it is a folder',
  ENOSPC: 'the disk is full',
};

function refusal(file: string, error: unknown): Error {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return new Error(`${file} cannot be written: ${causes[code] ?? message}.`, { cause: error });
}

/**
 * Opens a file under another name beside it, so that nobody takes a part of it for the whole.
 *
 * @throws Error with a sentence when it cannot be written, now or later
 */
export async function openExportFile(file: string): Promise<ExportFile> {
  const unfinished = `${file}.${process.pid}.part`;
  const said = <T>(work: Promise<T>) =>
    work.catch((error: unknown) => {
      throw refusal(file, error);
    });
  const handle = await said(open(unfinished, 'w'));
  return {
    write: async (bytes) => void (await said(handle.writeFile(bytes))),
    async finish() {
      await said(handle.sync());
      await handle.close();
      await said(rename(unfinished, file));
    },
    async discard() {
      await handle.close().catch(() => undefined);
      await rm(unfinished, { force: true });
    },
  };
}
