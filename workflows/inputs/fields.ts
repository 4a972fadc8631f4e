/** Members of an input, before anything is known of them. */
export type Fields = Record<string, unknown>;

/**
 * @param inputs all arguments that a workflow got, so that missing and extra ones are seen
 * @param sample shown in the sentence
 * @returns the one object
 * @throws Error with a sentence for anything else
 */
export function onlyObject(type: string, inputs: unknown[], sample: string): Fields {
  const shown = `${type} takes one JSON object such as ${sample}`;
  if (inputs.length === 0 || inputs[0] === undefined || inputs[0] === null)
    throw new Error(`${shown}; it got nothing.`);
  if (inputs.length > 1) throw new Error(`${shown}; it got ${inputs.length} arguments.`);
  const input = inputs[0];
  if (typeof input !== 'object' || Array.isArray(input)) throw new Error(`${shown}, not ${JSON.stringify(input)}.`);
  return input as Fields;
}

/** @throws Error naming the members that nobody knows: a misspelt one would silently have no effect */
export function refuseUnknown(fields: Fields, known: readonly string[], where: string): void {
  const unknown = Object.keys(fields).filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(`${where} does not know "${unknown.join('", "')}"; it knows ${known.join(', ')}.`);
  }
}

/** @returns the value as a list; an empty one where nothing is given @throws Error with a sentence */
export function list(value: unknown, what: string): unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new Error(`${what} must be a list, not ${JSON.stringify(value)}.`);
  return value;
}

/** @returns the value; false where nothing is given @throws Error with a sentence */
export function yesOrNo(value: unknown, what: string): boolean {
  if (value !== undefined && typeof value !== 'boolean') {
    throw new Error(`${what} must be true or false, not ${JSON.stringify(value)}.`);
  }
  return value ?? false;
}

/** @returns what `parse` makes of a value; null where none is given */
export function optional<T>(value: unknown, parse: (value: unknown) => T): T | null {
  return value === undefined || value === null ? null : parse(value);
}
