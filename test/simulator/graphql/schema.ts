import { schema } from '@octokit/graphql-schema';
import { buildSchema, type GraphQLSchema } from 'graphql';

let built: GraphQLSchema | undefined;

/** GitHub's own public schema, read when it is first asked for: that takes most of a second. */
export function githubSchema(): GraphQLSchema {
  built ??= buildSchema(schema.idl, { assumeValid: true, noLocation: true });
  return built;
}
