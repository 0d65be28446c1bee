import type { Message } from '../../../protocol/entities';

type Numbered = Pick<Message, 'seq' | 'rev'>;

/**
 * What a line has told its front end: every change up to a number, and some beyond a hole, when facts were missed. A front end of before knows no
 * numbers, so the line keeps them for it.
 */
export function createTold() {
  let rev = 0;
  /** Messages up to this one are known to the front end. */
  let seq = 0;
  /** Changes beyond a hole, and the messages that they are about. */
  const beyond = new Map<number, number>();
  const reads = new Map<number, number>();

  return {
    /** Up to this change nothing is missing. */
    rev: () => rev,
    /** Whether this state of the message is not known yet; from now on it is. A change of a message that was missed itself waits until that is told. */
    isNews(message: Numbered, isPost = true): boolean {
      if (message.rev <= rev || beyond.has(message.rev)) return false;
      if (!isPost && message.seq > seq && ![...beyond.values()].includes(message.seq)) return false;
      beyond.set(message.rev, message.seq);
      for (let next = beyond.get(rev + 1); next !== undefined; next = beyond.get(rev + 1)) {
        beyond.delete(++rev);
        seq = Math.max(seq, next);
      }
      return true;
    },
    /** As what a message that was read again is told; undefined: it is known as it is. */
    kindOf(message: Numbered): 'chat_message' | 'message_changed' | undefined {
      if (message.rev <= rev || beyond.has(message.rev)) return undefined;
      return message.seq <= seq || [...beyond.values()].includes(message.seq) ? 'message_changed' : 'chat_message';
    },
    /** Everything up to these numbers has been told. */
    upTo({ last_rev, last_seq }: { last_rev: number; last_seq: number }): void {
      rev = Math.max(rev, last_rev);
      for (const [known, message] of beyond) {
        if (known > rev) continue;
        beyond.delete(known);
        seq = Math.max(seq, message);
      }
      seq = Math.max(seq, last_seq);
    },
    /** Whether it is news that the user has read so far. */
    readBy(user: number, read_seq: number): boolean {
      const isNews = read_seq > (reads.get(user) ?? 0);
      if (isNews) reads.set(user, read_seq);
      return isNews;
    },
  };
}
