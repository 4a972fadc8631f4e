import type { Config } from '../../../config.ts';

/**
 * Where Temporal's UI shows the workflows: that of the embedded server, or the one of `REPOMETER_TEMPORAL_UI_URL`.
 *
 * @param embedded address of the embedded server's UI
 * @returns without a slash at its end; undefined where there is no such UI
 */
export function workflowsUrl(
  embedded: string | undefined,
  config?: Pick<Config, 'api' | 'temporal'>,
): string | undefined {
  const address = embedded ?? config?.api.temporalUiUrl;
  const namespace = embedded === undefined ? config?.temporal.environment.TEMPORAL_NAMESPACE : undefined;
  return address && `${address.replace(/\/$/, '')}/namespaces/${encodeURIComponent(namespace ?? 'default')}/workflows`;
}
