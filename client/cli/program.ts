import { Command } from 'commander';
import { addApi } from './commands/api.ts';
import { addBackfill } from './commands/backfill.ts';
import { addCompletion } from './commands/completion.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExport } from './commands/export.ts';
import { addEvents } from './commands/events.ts';
import { addKpis } from './commands/kpis.ts';
import { addKeys } from './commands/keys.ts';
import { addLabels } from './commands/labels.ts';
import { addMembers } from './commands/members.ts';
import { addMigrate } from './commands/migrate.ts';
import { addOpen } from './commands/open.ts';
import { addOrgs } from './commands/orgs.ts';
import { addRebuild } from './commands/rebuild.ts';
import { addReconcile } from './commands/reconcile.ts';
import { addReport } from './commands/report.ts';
import { addRepos } from './commands/repos.ts';
import { addSchemaCommand } from './commands/schema.ts';
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
    // Otherwise a `--` would count for the program alone, and what stands behind it for an option of the command.
    .enablePositionalOptions()
    .configureOutput({
      writeOut: output.print,
      writeErr: (text) => void output.stderr.write(text),
      // Reported in one place, with every other failure.
      outputError: () => undefined,
    })
    .configureHelp({ sortOptions: true })
    .addHelpText('after', '\nExample:\n  $ repometer start golang/go');
  addStart(program, context, version);
  addStatus(program, context);
  addReport(program, context);
  addExport(program, context);
  addSql(program, context);
  addSchemaCommand(program, context);
  addRepos(program, context);
  addOrgs(program, context);
  addEvents(program, context);
  addKpis(program, context);
  addLabels(program, context);
  addBackfill(program, context);
  addReconcile(program, context);
  addMembers(program, context);
  addMigrate(program, context);
  addRebuild(program, context);
  addWorker(program, context);
  addApi(program, context, version);
  addOpen(program, context);
  addKeys(program, context);
  addDoctor(program, context);
  addCompletion(program, context);
  return program;
}
