import { Command } from 'commander';
import { addDoctor } from './commands/doctor.ts';
import { addKpis } from './commands/kpis.ts';
import { addMigrate } from './commands/migrate.ts';
import { addRebuild } from './commands/rebuild.ts';
import { addReconcile } from './commands/reconcile.ts';
import { addReport } from './commands/report.ts';
import { addRepos } from './commands/repos.ts';
import { addSql } from './commands/sql.ts';
import { addStart } from './commands/start.ts';
import { addStatus } from './commands/status.ts';
import { addWorker } from './commands/worker.ts';
import type { Context } from './context.ts';

/** The whole command line. Throws CommanderError instead of ending the process. */
export function buildProgram(context: Context, version: string): Command {
  const { output } = context;
  const program = new Command('repometer')
    .description(
      "Keeps GitHub repositories' issues, pull requests and contributors in your own Postgres and computes monthly KPIs.",
    )
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: output.print,
      writeErr: (text) => void output.stderr.write(text),
      // Reported in one place, with every other failure.
      outputError: () => undefined,
    })
    .configureHelp({ sortOptions: true })
    .addHelpText('after', '\nExample:\n  $ repometer start golang/go');
  addStart(program, context);
  addStatus(program, context);
  addReport(program, context);
  addSql(program, context);
  addRepos(program, context);
  addKpis(program, context);
  addReconcile(program, context);
  addMigrate(program, context);
  addRebuild(program, context);
  addWorker(program, context);
  addDoctor(program, context);
  return program;
}
