import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { findHome } from '../find-home.ts';
import { findBrowser } from '../open/find-browser.ts';
import { dashboardUrl } from '../open/dashboard-url.ts';
import { openInBrowser } from '../open/open-in-browser.ts';
import { parsed } from '../parsed.ts';
import { parseSubject } from './parse-subject.ts';

const pageOf = (subject: string | undefined) =>
  subject === undefined ? '' : subject.includes('/') ? `repositories/${subject}` : `organizations/${subject}`;

/** Adds `open`. */
export function addOpen(program: Command, context: Context): void {
  program
    .command('open')
    .description('open the dashboard in a browser')
    .argument('[owner/name]', 'the page of this repository, or of this owner', parsed(parseSubject))
    .option('--print', 'print its address instead')
    .addHelpText(
      'after',
      '\nWhere there is no browser, as over ssh, the address is printed, too. BROWSER names one of your own.\n\nExample:\n  $ repometer open golang/go',
    )
    .action(async (subject: string | undefined, { print: isPrinted }: { print?: true }) => {
      const config = findHome(context);
      const { print, say } = context.output;
      const url = (await dashboardUrl(config)) + pageOf(subject);
      const browser = isPrinted ? undefined : findBrowser(config);
      if (browser === undefined) {
        print(`${url}\n`);
        if (!isPrinted) say('No browser was found here; open this address in one.');
        return;
      }
      await openInBrowser(browser, url);
      say(`Opened ${url}`);
    });
}
