import { readFileSync } from 'node:fs';
import { connect, createSecureServer } from 'node:http2';
import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import type { Certificates } from './certificates.ts';

/** A Temporal as Temporal Cloud shows it: behind TLS in both directions and a key, and without the service of operators. */
export interface CloudFront {
  /** host:port */
  address: string;
  close(): Promise<void>;
}

const status = { permissionDenied: '7', unauthenticated: '16' };

function refuse(stream: ServerHttp2Stream, code: string, message: string): void {
  stream.respond(
    { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': code, 'grpc-message': message },
    { endStream: true },
  );
}

/**
 * @param address of the Temporal behind it
 * @param apiKey without which nobody is served
 */
export async function startCloudFront(
  address: string,
  certificates: Certificates,
  apiKey: string,
): Promise<CloudFront> {
  const behind = connect(`http://${address}`);
  const server = createSecureServer({
    key: readFileSync(certificates.server.key),
    cert: readFileSync(certificates.server.certificate),
    ca: readFileSync(certificates.authority),
    requestCert: true,
    rejectUnauthorized: true,
  });
  server.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    stream.on('error', () => undefined);
    if (headers.authorization !== `Bearer ${apiKey}`) return refuse(stream, status.unauthenticated, 'no key');
    const path = String(headers[':path']);
    if (path.includes('operatorservice')) return refuse(stream, status.permissionDenied, 'not for this login');
    const { authorization: _key, ...passed } = headers;
    const request = behind.request({ ...passed, ':scheme': 'http', ':authority': address });
    request.on('error', () => stream.close());
    stream.on('close', () => request.close());
    request.on('response', (answer, flags) => {
      const isOver = (flags & 1) !== 0;
      stream.respond(answer, { waitForTrailers: !isOver, endStream: isOver });
    });
    let trailers: IncomingHttpHeaders = {};
    request.on('trailers', (told) => (trailers = told));
    stream.on('wantTrailers', () => stream.sendTrailers(trailers));
    stream.pipe(request);
    request.pipe(stream);
  });
  const sessions = new Set<{ destroy(): void }>();
  server.on('session', (session) => sessions.add(session));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `localhost:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const session of sessions) session.destroy();
      behind.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
