import { json, type Answer } from '../http/answer.ts';

/** 301 to an absolute address. */
export function movedTo(url: string): Answer {
  const body = { message: 'Moved Permanently', url, documentation_url: 'https://docs.github.com/v3/#http-redirects' };
  return json(301, body, { identity: null, headers: { location: url } });
}
