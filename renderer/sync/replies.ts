import type { ChatStore } from '../store/chat';
import type { Reply } from '../../protocol/replies';
import type { HttpRequest, HttpResult } from './http';

export type Replies = {
  /** They changed, or may have changed while there was no connection. */
  load(): Promise<void>;
};

/** The canned replies of this user, for experts and admins only. */
export function createReplies(store: ChatStore, ask: <T>(path: string, request?: HttpRequest) => Promise<HttpResult<T>>): Replies {
  let asked = 0;
  return {
    async load() {
      const user = store.getState().me;
      if (!user || user.role === 'client') return;
      const mine = (asked += 1);
      const result = await ask<Reply[]>('/api/chat/replies');
      // A later question knows more.
      if (result.ok && mine === asked && store.getState().me?.id === user.id) store.setState({ replies: result.body });
    },
  };
}
