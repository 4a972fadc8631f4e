import type { Context } from './context.ts';
import { dashedNamesLast } from './dashed-names.ts';
import { toFailure } from './fail.ts';
import { buildProgram } from './program.ts';

/**
 * Runs one command line.
 *
 * @param args what follows the program's name
 * @returns the exit code: 0 done, 1 failed, 2 wrong usage
 */
export async function runCli(args: string[], context: Context, version: string): Promise<number> {
  try {
    const program = buildProgram(context, version);
    await program.parseAsync(dashedNamesLast(args, program), { from: 'user' });
    return 0;
  } catch (error) {
    const { sentence, exitCode } = toFailure(error);
    if (sentence !== undefined) context.output.say(sentence);
    return exitCode;
  }
}
