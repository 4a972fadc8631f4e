import type { Command } from 'commander';
import { parseRepositoryName } from '../../workflows/inputs/repository-name.ts';

/**
 * Moves repositories whose owner begins with a dash (`-ACE-/rockets`) behind `--`, where they are names and no options.
 *
 * @param args what follows the program's name
 * @param program to know which options take a value, which stays where it is
 */
export function dashedNamesLast(args: string[], program: Command): string[] {
  const end = args.indexOf('--');
  const [own, behind] = end < 0 ? [args, []] : [args.slice(0, end), args.slice(end + 1)];
  const valued = new Set(optionsWithValue(program));
  const isMoved = (arg: string, place: number) => isDashedName(arg) && !valued.has(own[place - 1] ?? '');
  const names = own.filter(isMoved);
  if (names.length === 0) return args;
  return [...own.filter((arg, place) => !isMoved(arg, place)), '--', ...names, ...behind];
}

function optionsWithValue({ options, commands }: Command): string[] {
  const own = options.filter(({ required }) => required).flatMap(({ long, short }) => [long ?? '', short ?? '']);
  return [...own, ...commands.flatMap(optionsWithValue)];
}

function isDashedName(arg: string): boolean {
  if (!arg.startsWith('-')) return false;
  try {
    parseRepositoryName(arg);
    return true;
  } catch {
    return false;
  }
}
