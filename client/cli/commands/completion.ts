import { Argument } from 'commander';
import type { Command } from 'commander';
import { resources } from '../../../workflows/contract.ts';
import { listReports } from '../../reports/catalogue.ts';
import { bashScript } from '../completion/bash-script.ts';
import { describeCommands } from '../completion/describe-commands.ts';
import { fishScript } from '../completion/fish-script.ts';
import { zshScript } from '../completion/zsh-script.ts';
import type { Context } from '../context.ts';
import { areas } from '../doctor/finding.ts';
import { defaultCategories } from '../labels/label-rule.ts';

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;
type Shell = keyof typeof scripts;

/** Adds `completion`. */
export function addCompletion(program: Command, { output }: Context): void {
  program
    .command('completion')
    .description('print a script that completes commands, options and views in a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(scripts)))
    .addHelpText(
      'after',
      '\nbash: eval "$(repometer completion bash)" in ~/.bashrc' +
        '\nzsh:  source <(repometer completion zsh) in ~/.zshrc, behind compinit' +
        '\nfish: repometer completion fish > ~/.config/fish/completions/repometer.fish' +
        '\n\nExample:\n  $ repometer completion bash',
    )
    .action((shell: Shell) => {
      const known = {
        report: listReports().map(({ view }) => view),
        doctor: areas,
        'repos add --resources': resources,
        'labels rule add --category': defaultCategories,
        'labels rule remove --category': defaultCategories,
        'orgs add --resources': resources,
      };
      output.print(scripts[shell](program.name(), describeCommands(program, known)));
    });
}
