import type { Column } from './table.ts';

/** The text of a value. */
export type ValueWriter = (text: string | null, type: number) => string;

/** Makes the JSON of one row. @throws Error when two columns share a name, since one of them would be lost */
export function objectWriter(columns: readonly Column[], valueText: ValueWriter): (row: (string | null)[]) => string {
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) {
    throw new Error(`Two columns are named ${twice}, and JSON keeps one: name them apart with "as".`);
  }
  const members = columns.map(({ name, type }, place) => ({
    start: `${place === 0 ? '{' : ','}${JSON.stringify(name)}:`,
    type,
  }));
  const [begin, end] = members.length === 0 ? ['{', '}'] : ['', '}'];
  return (row) => {
    let text = begin;
    for (let place = 0; place < members.length; place += 1) {
      const { start, type } = members[place]!;
      text += start + valueText(row[place] ?? null, type);
    }
    return text + end;
  };
}
