import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { searchAttributes } from './contract.ts';

/** Typed keys of the search attributes that the workflows set or read. */
export const keywords = {
  owner: defineSearchAttributeKey(searchAttributes.owner, SearchAttributeType.KEYWORD),
  repository: defineSearchAttributeKey(searchAttributes.repository, SearchAttributeType.KEYWORD),
  phase: defineSearchAttributeKey(searchAttributes.phase, SearchAttributeType.KEYWORD),
  month: defineSearchAttributeKey(searchAttributes.month, SearchAttributeType.KEYWORD),
  nextSyncAt: defineSearchAttributeKey(searchAttributes.nextSyncAt, SearchAttributeType.DATETIME),
  scheduledStartTime: defineSearchAttributeKey('TemporalScheduledStartTime', SearchAttributeType.DATETIME),
};
