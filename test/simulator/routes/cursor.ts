const prefix = 'cursor:v2:';

export interface Cursor {
  /** The sort key of the row: epoch milliseconds, or a count. */
  key: number;
  id: number;
}

function unsigned64(value: number): Buffer {
  const bytes = Buffer.alloc(9, 0xcf);
  bytes.writeBigUInt64BE(BigInt(value), 1);
  return bytes;
}

/** A cursor as GitHub writes it: base64 of a prefix and a MessagePack array of sort key and id. */
export function writeCursor({ key, id }: Cursor): string {
  return Buffer.concat([Buffer.from(prefix), Buffer.from([0x92]), unsigned64(key), unsigned64(id)]).toString('base64');
}

/** The cursor again, or null where the text is none. */
export function readCursor(text: string): Cursor | null {
  const bytes = Buffer.from(text, 'base64');
  const start = prefix.length + 1;
  if (bytes.length !== start + 18 || bytes.subarray(0, prefix.length).toString() !== prefix) return null;
  if (bytes[start] !== 0xcf || bytes[start + 9] !== 0xcf) return null;
  return { key: Number(bytes.readBigUInt64BE(start + 1)), id: Number(bytes.readBigUInt64BE(start + 10)) };
}
