import { ApplicationFailure } from '@temporalio/activity';
import type { ActivityInterceptors } from '@temporalio/worker';
import { tellTrouble } from '../sql/trouble.ts';

/**
 * What ails Postgres becomes a failure that says so and what to do: people read it in Temporal's UI, where the activity waits for
 * its next attempt. Temporal tries again as after any other failure.
 */
export function troubleInterceptor(): ActivityInterceptors {
  return {
    inbound: {
      execute: (input, next) =>
        next(input).catch((error: unknown) => {
          const message = tellTrouble(error);
          if (message === undefined) throw error;
          throw ApplicationFailure.create({ message, type: 'PostgresTrouble', cause: error as Error });
        }),
    },
  };
}
