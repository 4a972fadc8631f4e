import type { CompletedCommand, Word } from './describe-commands.ts';
import { quote } from './quote.ts';

/** `word:what it means`, as _describe takes it. */
const item = ({ word, description }: Word) =>
  quote(description === '' ? word.replaceAll(':', '\\:') : `${word.replaceAll(':', '\\:')}:${description}`);

/** The script of zsh, with descriptions; it holds all words itself. */
export function zshScript(name: string, commands: CompletedCommand[]): string {
  const paths = commands.flatMap(({ path }) => (path === '' ? [] : [quote(path)]));
  const values = commands.flatMap(({ path, options }) =>
    options
      .filter(({ takesValue }) => takesValue)
      .map(({ word, values: known }) => `    ${quote(`${path}|${word}`)}) found=(${known.map(quote).join(' ')}) ;;`),
  );
  const words = commands.map(
    ({ path, words: own, options }) =>
      `        ${quote(path)})\n          found=(\n${[...own, ...options].map((word) => `            ${item(word)}\n`).join('')}          )\n          ;;`,
  );
  return `#compdef ${name}
# Completion of ${name} for zsh: source <(${name} completion zsh) in ~/.zshrc, behind compinit; or a file _${name} in $fpath.
_${name}() {
  local seen='' next i
  local -a found
  for ((i = 2; i < CURRENT; i++)); do
    next="\${seen:+$seen }\${words[i]}"
    case "$next" in
      (${paths.join(' | \\\n      ')}) seen="$next" ;;
    esac
  done
  case "$seen|\${words[CURRENT-1]}" in
${values.join('\n')}
    *)
      case "$seen" in
${words.join('\n')}
      esac
      ;;
  esac
  (( $#found )) && _describe ${quote(name)} found
}
if [[ "\${funcstack[1]}" == _${name} ]]; then _${name} "$@"; else compdef _${name} ${name}; fi
`;
}
