/** A text as one word of a Bourne shell. */
export const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
