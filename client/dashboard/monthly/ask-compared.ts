import { AskFailure, askAll, question } from '../data/ask.ts';
import type { Row } from '../data/ask.ts';
import { standingOf } from '../words/faces.ts';
import { oldest } from '../words/months.ts';
import { askMonths } from './ask-months.ts';
import type { Months, MonthsWanted } from './ask-months.ts';
import { newestOf } from './make-series.ts';

/** What is known of one of the repositories that are compared. */
interface Compared {
  repository: string;
  months: Months;
  resources: Row[];
}

interface Answer {
  known: Compared[];
  /** Why others are not shown, a sentence each. */
  unknown: string[];
}

/** Asks for each repository. One that is not known keeps none of the others back. @throws AskFailure where no answer is to be had */
export async function askCompared(
  repositories: readonly string[],
  wanted: Omit<MonthsWanted, 'repository'>,
  signal: AbortSignal,
): Promise<Answer> {
  const answers = await Promise.all(
    repositories.map(async (repository): Promise<Compared | string> => {
      try {
        const [months, status] = await Promise.all([
          askMonths({ ...wanted, repository }, signal),
          askAll(question('sync-status', { repository }), signal),
        ]);
        return { repository, months, resources: status.items };
      } catch (error) {
        if (error instanceof AskFailure && error.code === 'repository_unknown') return error.message;
        throw error;
      }
    }),
  );
  return {
    known: answers.filter((answer) => typeof answer !== 'string'),
    unknown: answers.filter((answer) => typeof answer === 'string'),
  };
}

/** Up to when all of the repositories are known: the least of them; null: of one nothing is proven. @param names of resources */
export const comparedThrough = (
  all: readonly { months: Pick<Months, 'items'>; resources: readonly Row[] }[],
  names: readonly string[],
): string | null =>
  oldest(
    all.map(
      ({ months, resources }) =>
        newestOf(months.items, 'data_complete_through') ?? standingOf(resources, names).completeThrough,
    ),
  );
