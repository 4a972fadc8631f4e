import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Fault } from '../faults.ts';

export interface Delivery {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  compress: boolean;
  /** True: the body is only measured. */
  isHead: boolean;
}

/** Sends an answer, spoiled on the way where a fault says so. Half a body leaves the process before the line is cut. */
export function deliver(
  response: ServerResponse,
  { status, headers, body, compress, isHead }: Delivery,
  fault: Fault | null,
): void {
  const sent = { ...headers };
  // Node would tell the time of this machine.
  response.sendDate = false;
  if (status === 204 || status === 304) {
    delete sent['content-type'];
    response.writeHead(status, sent).end();
    return;
  }
  if (fault?.kind === 'wrong-type') sent['content-type'] = 'text/html; charset=utf-8';
  const isCompressed = compress || fault?.kind === 'cut-gzip';
  const whole = isCompressed ? gzipSync(body, { level: 1 }) : body;
  if (isCompressed) sent['content-encoding'] = 'gzip';
  // The framing is right and the stream inside ends too early: only unpacking shows it.
  const bytes = fault?.kind === 'cut-gzip' ? whole.subarray(0, Math.floor(whole.length / 2)) : whole;
  if (fault?.kind === 'cut' || fault?.kind === 'cut-chunked') {
    if (fault.kind === 'cut') sent['content-length'] = String(bytes.length);
    response.writeHead(status, sent);
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.socket?.destroySoon());
    return;
  }
  sent['content-length'] = String(bytes.length);
  response.writeHead(status, sent);
  if (fault?.kind === 'slow-drip' && !isHead) drip(response, bytes, fault.ms ?? 20);
  else response.end(isHead ? undefined : bytes);
}

const pieces = 20;

/** Sends a body in twenty pieces with a pause before each. */
function drip(response: ServerResponse, bytes: Buffer, pauseMs: number): void {
  const size = Math.max(Math.ceil(bytes.length / pieces), 1);
  let sent = 0;
  const timer = setInterval(() => {
    response.write(bytes.subarray(sent, sent + size));
    sent += size;
    if (sent < bytes.length) return;
    clearInterval(timer);
    response.end();
  }, pauseMs);
  response.once('close', () => clearInterval(timer));
}
