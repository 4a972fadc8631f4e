import type { NativeConnection } from '@temporalio/worker';
import proto from '@temporalio/proto';
import { knowSearchAttributes } from '../client/temporal/know-search-attributes.ts';
import { searchAttributes } from '../workflows/contract.ts';

const { INDEXED_VALUE_TYPE_KEYWORD: keyword, INDEXED_VALUE_TYPE_DATETIME: datetime } =
  proto.temporal.api.enums.v1.IndexedValueType;

/**
 * Registers the search attributes that the workflows set: an unregistered one makes every workflow task fail for ever.
 *
 * @param warn gets the commands for an administrator, where this login may not register them (Temporal Cloud)
 * @returns whether all of them are there
 */
export async function ensureSearchAttributes(
  { operatorService, workflowService }: NativeConnection,
  namespace: string,
  warn: (line: string) => void,
): Promise<boolean> {
  const wanted = Object.values(searchAttributes);
  const typeOf = (name: string) => (name === searchAttributes.nextSyncAt ? datetime : keyword);
  try {
    const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
    const missing = wanted.filter((name) => !(name in (customAttributes ?? {})));
    if (missing.length === 0) return true;
    const types = Object.fromEntries(missing.map((name) => [name, typeOf(name)]));
    await operatorService.addSearchAttributes({ namespace, searchAttributes: types });
    return true;
  } catch (error) {
    // An administrator may have done it.
    if (await knowSearchAttributes(workflowService, namespace)) return true;
    const commands = wanted.map(
      (name) =>
        `temporal operator search-attribute create --namespace ${namespace} --name ${name} --type ` +
        (typeOf(name) === datetime ? 'Datetime' : 'Keyword'),
    );
    const reason = error instanceof Error ? error.message : String(error);
    warn(
      `The search attributes cannot be registered (${reason}); running without them. Commands:\n${commands.join('\n')}`,
    );
    return false;
  }
}
