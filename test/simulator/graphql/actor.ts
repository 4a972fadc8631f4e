import type { World } from '../world.ts';
import type { User } from '../world/user.ts';

/** An account; null: it is gone. GraphQL writes the login of a bot without the ending that REST gives it. */
export function actor(world: World, user: User | null) {
  if (user === null || world.users.isDeleted(user)) return null;
  const { type, login, id } = user;
  return { __typename: type, login: type === 'Bot' ? login.replace(/\[bot\]$/, '') : login, databaseId: id };
}
