import { CommanderError } from 'commander';
import { ConfigError } from '../../config.ts';
import { explainPostgres } from './explain-postgres.ts';
import { explainTemporal } from '../temporal/explain-temporal.ts';

export interface Failure {
  /** What to say; undefined when everything was said. */
  sentence: string | undefined;
  /** 1 failed, 2 wrong usage, 0 for help and version, which commander reports by throwing. */
  exitCode: 0 | 1 | 2;
}

/** Why a signal ended a command before its work was done. */
export class Interrupted extends Error {
  override name = 'Interrupted';
}

function usageSentence({ code, message }: CommanderError): string {
  const text = message.replace(/^error: /, '');
  const [, option, value, argument, why] =
    /^(?:option '([^' ]+).*' argument|.*?) '(.*)' is invalid(?: for argument '([^']+)')?.*?\. (.+)$/s.exec(text) ?? [];
  const choices = why && /^Allowed choices are (.*)$/.exec(why)?.[1];
  if (choices) return `${option ?? `<${argument}>`} cannot be ${JSON.stringify(value)}; known are ${choices}`;
  if (why) return why;
  const [said, suggestion] = text.split('\n');
  const more = suggestion ? ` ${suggestion.replace(/^\((.*)\)$/, '$1')}` : '';
  const hint = code.startsWith('commander.') ? ` "repometer help" shows what there is.` : '';
  return `${said!.charAt(0).toUpperCase()}${said!.slice(1)}${/[.?]$/.test(said!) ? '' : '.'}${more}${hint}`;
}

function ofCommander(error: CommanderError): Failure {
  if (error.exitCode === 0) return { sentence: undefined, exitCode: 0 };
  // The help was asked for by giving no command, and is shown already.
  if (error.code === 'commander.help') return { sentence: undefined, exitCode: 2 };
  return { sentence: usageSentence(error), exitCode: 2 };
}

/** A stop by AbortSignal has the reason inside. */
function causeOf(error: unknown): unknown {
  const isAbort = error instanceof Error && error.name === 'AbortError';
  return isAbort && error.cause instanceof Error ? error.cause : error;
}

/** Turns whatever a command threw into what the user is told: a sentence that says what to do, never a stack trace. */
export function toFailure(thrown: unknown): Failure {
  const error = causeOf(thrown);
  if (error instanceof CommanderError) return ofCommander(error);
  if (error instanceof ConfigError) return { sentence: error.message, exitCode: 2 };
  const sentence = explainPostgres(error) ?? explainTemporal(error);
  if (sentence !== undefined) return { sentence, exitCode: 1 };
  const message = error instanceof Error ? error.message : String(error);
  return { sentence: message || 'Something failed without saying why.', exitCode: 1 };
}
