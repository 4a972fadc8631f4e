import type { CompletedCommand } from './describe-commands.ts';
import { quote } from './quote.ts';

/**
 * The script of bash, also of the old one of macOS. It holds all words itself: a program that starts at each tab is slow, and
 * nothing that was typed is evaluated.
 */
export function bashScript(name: string, commands: CompletedCommand[]): string {
  const paths = commands.flatMap(({ path }) => (path === '' ? [] : [quote(path)]));
  const values = commands.flatMap(({ path, options }) =>
    options
      .filter(({ takesValue }) => takesValue)
      .map(({ word, values: known }) => `    ${quote(`${path}|${word}`)}) found=${quote(known.join(' '))} ;;`),
  );
  const words = commands.map(
    ({ path, words: own, options }) =>
      `        ${quote(path)}) found=${quote([...own, ...options].map(({ word }) => word).join(' '))} ;;`,
  );
  return `# Completion of ${name} for bash: eval "$(${name} completion bash)" in ~/.bashrc.
_${name}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" seen='' next i found=''
  for ((i = 1; i < COMP_CWORD; i++)); do
    next="\${seen:+$seen }\${COMP_WORDS[i]}"
    case "$next" in
      ${paths.join(' | \\\n      ')}) seen="$next" ;;
    esac
  done
  case "$seen|$previous" in
${values.join('\n')}
    *)
      case "$seen" in
${words.join('\n')}
      esac
      ;;
  esac
  COMPREPLY=($(compgen -W "$found" -- "$current"))
}
complete -F _${name} ${name}
`;
}
