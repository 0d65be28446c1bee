import { lazily } from '../../chat/lazily';

/* What stands above the list only now and then: the list does not wait for it. */

export const BulkBar = lazily(async () => (await import('../bulk/BulkBar')).BulkBar);
export const StackLine = lazily(async () => (await import('../same_question/StackLine')).StackLine);
