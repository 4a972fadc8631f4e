/** `title: a, b, c` in lines that are no wider than a terminal, where there is one. */
export function foldList(title: string, names: string[], width = Infinity): string {
  const lines = [`${title}:`];
  for (const [place, name] of names.entries()) {
    const word = place < names.length - 1 ? `${name},` : name;
    const last = lines.at(-1)!;
    if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`  ${word}`);
  }
  return lines.join('\n');
}
