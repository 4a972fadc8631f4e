// An escaped backslash and a whole surrogate pair are matched first, so that neither is mistaken for a fault.
const escapes =
  /\\\\|\\u[dD][89aAbB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u0000|\\u[dD][89a-fA-F][0-9a-fA-F]{2}/g;

/**
 * Postgres' jsonb holds neither U+0000 nor half a surrogate pair; both become U+FFFD.
 *
 * @param json JSON text as GitHub sent it
 * @returns JSON text that Postgres takes; the same string when there was nothing to clean
 */
export function cleanText(json: string): string {
  if (!json.includes('\\u')) return json;
  return json.replace(escapes, (found) => (found.length === 6 ? '\\ufffd' : found));
}
