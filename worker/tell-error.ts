/** What a log line says of an error; its causes are nested. */
export interface ToldError {
  type: string;
  message: string;
  code?: string;
  stack?: string;
  cause?: ToldError;
}

const deepest = 8;

/**
 * What a log says of an error: names, messages and causes. Nothing else that hangs on it: a driver's error carries rows, an HTTP
 * client's the headers with the token.
 *
 * @param depth of causes, which may go in a circle
 */
export function tellError(error: unknown, depth = 0): ToldError | string {
  if (!isErrorLike(error)) return typeof error === 'string' ? withoutSecrets(error) : typeof error;
  const { name, message, stack, cause, code } = error;
  const told: ToldError = { type: name, message: withoutSecrets(message) };
  if (typeof code === 'string' || typeof code === 'number') told.code = String(code);
  const frames = stack?.split('\n').filter((line) => /^\s+at /.test(line));
  if (frames?.length && depth === 0) told.stack = frames.map((line) => line.trim()).join('\n');
  if (isErrorLike(cause) && depth < deepest) told.cause = tellError(cause, depth + 1) as ToldError;
  return told;
}

/** By its members: an error out of a workflow belongs to another realm, whose `Error` is not ours. */
function isErrorLike(value: unknown): value is Error & { code?: unknown } {
  return typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string';
}

/** Passwords in addresses, and GitHub's tokens by the prefixes that GitHub gives them. */
function withoutSecrets(text: string): string {
  return text
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)[^\s@]+@/gi, '$1***@')
    .replace(/\b(gh[pousr]_|github_pat_)\w+/g, '$1***');
}
