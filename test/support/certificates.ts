import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { installDebianPackage } from './debian-package.ts';

function openssl(...args: string[]): void {
  execFileSync('openssl', args, { stdio: 'pipe' });
}

function requireOpenssl(): void {
  try {
    openssl('version');
  } catch {
    installDebianPackage('openssl', 'the tests of TLS');
    openssl('version');
  }
}

/** Paths of PEM files. */
export interface Certificates {
  authority: string;
  server: { certificate: string; key: string };
  client: { certificate: string; key: string };
}

/** Makes an authority, and what it signs for a server at `localhost` and for a client. @param folder to write into */
export function makeCertificates(folder: string): Certificates {
  requireOpenssl();
  const file = (name: string) => join(folder, name);
  const pair = (name: string) => ({ certificate: file(`${name}.pem`), key: file(`${name}.key`) });
  const keyed = (name: string) => [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-keyout',
    file(`${name}.key`),
  ];
  const [authority, server, client] = [pair('authority'), pair('server'), pair('client')];
  openssl('req', '-x509', ...keyed('authority'), '-out', authority.certificate, '-subj', '/CN=authority', '-days', '1');
  for (const [name, subject] of [
    ['server', 'localhost'],
    ['client', 'repometer'],
  ] as const) {
    openssl(
      ...['req', '-x509', ...keyed(name), '-out', file(`${name}.pem`), '-subj', `/CN=${subject}`, '-days', '1'],
      ...['-CA', authority.certificate, '-CAkey', authority.key, '-addext', `subjectAltName=DNS:${subject}`],
      ...['-addext', 'basicConstraints=critical,CA:FALSE'],
    );
  }
  return { authority: authority.certificate, server, client };
}
