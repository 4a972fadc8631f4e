import { CommanderError } from 'commander';

/** An error for wrong usage that only several arguments together make; the command exits 2. */
export function usageError(sentence: string): CommanderError {
  return new CommanderError(2, 'repometer.usage', sentence);
}
