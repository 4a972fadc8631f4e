import { Type } from 'typebox';
import { ownerSchema } from './list-schema.ts';

const nameSchema = Type.String({
  pattern: '^(?!\\.{1,2}$)[A-Za-z0-9._-]{1,100}$',
  description: 'Name of the repository',
});

/** `/{owner}/{name}` of an address. */
export const repositoryParams = Type.Object({ owner: ownerSchema, name: nameSchema });
/** `/{owner}` of an address. */
export const ownerParams = Type.Object({ owner: ownerSchema });
