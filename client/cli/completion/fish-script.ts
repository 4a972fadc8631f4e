import type { CompletedCommand } from './describe-commands.ts';

/** A text as one word of fish. */
const quote = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** The script of fish, with descriptions; it holds all words itself. */
export function fishScript(name: string, commands: CompletedCommand[]): string {
  const paths = commands.flatMap(({ path }) => (path === '' ? [] : [quote(path)]));
  const lines = commands.flatMap(({ path, words, options }) => {
    const at = `complete -c ${name} -n ${quote(`__${name}_at ${quote(path)}`)}`;
    return [
      ...words.map(({ word, description }) => `${at} -a ${quote(word)} -d ${quote(description)}`),
      ...options.map(({ word, description, takesValue, values }) => {
        const flag = word.startsWith('--') ? `-l ${word.slice(2)}` : `-s ${word.slice(1)}`;
        const value = takesValue ? ` -x -a ${quote(values.join(' '))}` : '';
        return `${at} ${flag}${value} -d ${quote(description)}`;
      }),
    ];
  });
  return `# Completion of ${name} for fish: ${name} completion fish > ~/.config/fish/completions/${name}.fish
function __${name}_at
  set -l seen ''
  for token in (commandline -opc)[2..]
    set -l next (string trim -- "$seen $token")
    contains -- $next ${paths.join(' ')}; and set seen $next
  end
  test "$seen" = "$argv[1]"
end
complete -c ${name} -f
${lines.join('\n')}
`;
}
