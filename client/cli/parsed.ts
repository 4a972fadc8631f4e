import { InvalidArgumentError } from 'commander';

/**
 * Makes a parser of a command line argument from a validator that throws sentences.
 *
 * @returns a function for commander, which reports the sentence as wrong usage
 */
export function parsed<T>(validate: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return validate(text);
    } catch (error) {
      throw new InvalidArgumentError((error as Error).message);
    }
  };
}

/** The same for an argument that may be given several times: collects all values. */
export function parsedList<T>(validate: (text: string) => T): (text: string, earlier: T[] | undefined) => T[] {
  const parse = parsed(validate);
  return (text, earlier) => [...(earlier ?? []), parse(text)];
}
