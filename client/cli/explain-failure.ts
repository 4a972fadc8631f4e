import { toFailure } from './fail.ts';

/** The sentence for an error that does not end the command. */
export function explainFailure(error: unknown): string {
  return toFailure(error).sentence ?? '';
}
