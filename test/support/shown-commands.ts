/** A command that a page shows, and what it printed there; null where the page does not say. */
export interface ShownCommand {
  command: string;
  output: string | null;
}

/**
 * @param markdown a whole page
 * @param heading of the section
 * @returns the commands of a section's blocks, in their order: of `console` blocks with what they print, of `sh` blocks without
 */
export function readShownCommands(markdown: string, heading: string): ShownCommand[] {
  const [, after] = markdown.split(`${heading}\n`);
  if (after === undefined) throw new Error(`There is no section ${heading}.`);
  const [section = ''] = after.split(/^#+ /m);
  const blocks = [...section.matchAll(/^```(console|sh)\n([^]*?)^```$/gm)];
  return blocks.flatMap(([, kind, text = '']) => (kind === 'sh' ? commandsOf(text) : sessionOf(text)));
}

const joined = (text: string) => text.replaceAll(/\\\n\s*/g, '');

function commandsOf(text: string): ShownCommand[] {
  const lines = joined(text).split('\n').filter(Boolean);
  return lines.map((command) => ({ command, output: null }));
}

function sessionOf(text: string): ShownCommand[] {
  const parts = joined(text).split(/^\$ /m).slice(1);
  return parts.map((part) => {
    const [command = '', ...output] = part.split('\n');
    return { command, output: output.join('\n').trim() };
  });
}

/** What differs from run to run: ids, numbers, times, and how wide a table is because of them. */
function plain(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/\d[\d,.]*/g, '#')
    .replaceAll(/# (second|minute|hour)s? ago|\bnow\b/g, '<then>')
    .replaceAll(/-{2,}/g, '--')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Whether a command printed what a page shows, in which `…` stands for anything. */
export function isAsShown(printed: string, shown: string): boolean {
  const parts = shown.split('…').map((part) => plain(part).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^]*')}$`).test(plain(printed));
}
