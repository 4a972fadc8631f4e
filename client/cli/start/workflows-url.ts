/**
 * Where Temporal's UI shows the workflows of the embedded server.
 *
 * @returns without a slash at its end; undefined where there is no such UI
 */
export const workflowsUrl = (temporalUiUrl: string | undefined): string | undefined =>
  temporalUiUrl && `${temporalUiUrl.replace(/\/$/, '')}/namespaces/default/workflows`;
