import { notFound } from '../http/answer.ts';
import type { Route } from './find-route.ts';

const name = 'POST /graphql';

/** GraphQL, loaded when it is first asked for; where its packages are not installed, as beside the product, it is not there. */
export async function graphqlRoute(): Promise<Route> {
  try {
    const { answerGraphql } = await import('../graphql/answer-graphql.ts');
    return { name, answer: (context) => answerGraphql({ ...context, parameters: {}, rest: '' }) };
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    return { name, answer: notFound };
  }
}
