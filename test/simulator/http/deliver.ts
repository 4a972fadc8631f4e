import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Fault } from '../faults.ts';

export interface Delivery {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  compress: boolean;
}

/** Sends an answer, spoiled on the way where a fault says so. Half a body leaves the process before the line is cut. */
export function deliver(
  response: ServerResponse,
  { status, headers, body, compress }: Delivery,
  fault: Fault | null,
): void {
  const sent = { ...headers };
  if (status === 204 || status === 304) {
    delete sent['content-type'];
    response.writeHead(status, sent).end();
    return;
  }
  if (fault?.kind === 'wrong-type') sent['content-type'] = 'text/html; charset=utf-8';
  const bytes = compress ? gzipSync(body, { level: 1 }) : body;
  if (compress) sent['content-encoding'] = 'gzip';
  if (fault?.kind === 'cut' || fault?.kind === 'cut-chunked') {
    if (fault.kind === 'cut') sent['content-length'] = String(bytes.length);
    response.writeHead(status, sent);
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.socket?.destroySoon());
    return;
  }
  sent['content-length'] = String(bytes.length);
  response.writeHead(status, sent).end(bytes);
}
