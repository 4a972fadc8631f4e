const [quote, backslash, colon, comma, openList, closeList] = [0x22, 0x5c, 0x3a, 0x2c, 0x5b, 0x5d];

/** What a character outside of strings does to the depth; beyond ASCII, nothing. */
const steps = new Int8Array(128);
for (const open of '[{') steps[open.charCodeAt(0)] = 1;
for (const close of ']}') steps[close.charCodeAt(0)] = -1;

/** Members of a row, as they are written: the strings and numbers among those asked for. */
export type ScannedRow = Record<string, string>;

/**
 * Reads a few members of the rows of a JSON list without parsing it: a page is some hundred kilobytes, of which a walk needs
 * two words a row, and Postgres parses all of it anyway. It looks at brackets, commas and ends of strings alone, so it
 * proves a list that is whole and not that it is JSON: that is for Postgres to say.
 *
 * @param json text of an answer
 * @param members names of the members
 * @returns one entry a row, in their order; null for what is no list, has no end, or goes on after it
 */
export function scanRows(json: string, members: readonly string[]): ScannedRow[] | null {
  const rows: ScannedRow[] = [];
  let at = skipSpaces(json, 0);
  if (json.charCodeAt(at) !== openList) return null;
  let depth = 1;
  let isBetween = true;
  for (at = skipSpaces(json, at + 1); at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (isBetween && code !== closeList) {
      rows.push({});
      isBetween = false;
    }
    if (code === quote) {
      const end = endOfString(json, at + 1);
      if (end === -1) return null;
      if (depth === 2) readMember(rows.at(-1)!, json, members, at + 1, end);
      at = end;
      continue;
    }
    const step = steps[code] ?? 0;
    if (step !== 0) {
      depth += step;
      if (depth === 0) return skipSpaces(json, at + 1) === json.length ? rows : null;
    } else if (depth === 1 && code === comma) {
      isBetween = true;
      at = skipSpaces(json, at + 1) - 1;
    }
  }
  return null;
}

/** Takes what follows the string from `from` to `end`, where that is the name of a member asked for. */
function readMember(row: ScannedRow, json: string, members: readonly string[], from: number, end: number): void {
  const separator = skipSpaces(json, end + 1);
  if (json.charCodeAt(separator) !== colon) return;
  for (const name of members) {
    if (name.length !== end - from || !json.startsWith(name, from)) continue;
    const start = skipSpaces(json, separator + 1);
    const value = json.charCodeAt(start) === quote ? stringAt(json, start) : numberAt(json, start);
    if (value !== null) row[name] = value;
  }
}

// A copy: a slice would keep the whole page in memory as long as the id is kept.
const copyOf = (slice: string) => Buffer.from(slice).toString();

function stringAt(json: string, start: number): string | null {
  const end = endOfString(json, start + 1);
  return end === -1 ? null : copyOf(json.slice(start + 1, end));
}

const number = /-?\d[\d.eE+-]*/y;

// As written: an id above 2^53 is not exact as a number.
function numberAt(json: string, start: number): string | null {
  number.lastIndex = start;
  const found = number.exec(json)?.[0];
  return found === undefined ? null : copyOf(found);
}

function endOfString(json: string, from: number): number {
  let end = json.indexOf('"', from);
  while (end !== -1 && isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end;
}

function isEscaped(json: string, at: number): boolean {
  let before = at - 1;
  while (json.charCodeAt(before) === backslash) before -= 1;
  return (at - 1 - before) % 2 === 1;
}

function skipSpaces(json: string, from: number): number {
  let at = from;
  while (isSpace(json.charCodeAt(at))) at += 1;
  return at;
}

const isSpace = (code: number) => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
