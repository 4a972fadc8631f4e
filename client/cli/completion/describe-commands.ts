import type { Command, Option } from 'commander';

/** A word that may stand somewhere, and what it means. */
export interface Word {
  word: string;
  description: string;
}

interface CompletedOption extends Word {
  takesValue: boolean;
  /** What may stand behind it; empty where that is anything. */
  values: string[];
}

/** What may be typed behind the words of a command. */
export interface CompletedCommand {
  /** Its words, without that of the program: `repos add`; empty for the program itself. */
  path: string;
  /** Subcommands, or values of its arguments. */
  words: Word[];
  options: CompletedOption[];
}

/** Values that commander does not know, since they are checked when they are parsed: by command, or by command and option. */
export type KnownValues = Readonly<Record<string, readonly string[]>>;

const firstLine = (text: string) => text.split('\n')[0]!;

function describeOption(path: string, option: Option, known: KnownValues): CompletedOption {
  const word = option.long ?? option.short ?? '';
  const values = [...(option.argChoices ?? known[`${path} ${word}`] ?? [])];
  return { word, description: firstLine(option.description), takesValue: option.required || option.optional, values };
}

/** Every command of a program with what may follow it, the program first. */
export function describeCommands(command: Command, known: KnownValues, parents: string[] = []): CompletedCommand[] {
  const help = command.createHelp();
  const path = parents.join(' ');
  const children = help.visibleCommands(command);
  const values = [...command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []), ...(known[path] ?? [])];
  const described: CompletedCommand = {
    path,
    words: [
      ...children.map((child) => ({ word: child.name(), description: firstLine(child.description()) })),
      ...values.map((word) => ({ word, description: '' })),
    ],
    options: help.visibleOptions(command).map((option) => describeOption(path, option, known)),
  };
  return [described, ...children.flatMap((child) => describeCommands(child, known, [...parents, child.name()]))];
}
