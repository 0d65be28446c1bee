import type { ChatState } from './chat';

type Typing = ChatState['typing'];

/** Who is typing after one has started or stopped; the same map comes back when nothing changes. */
export function setTypist(typing: Typing, room: number, user: number, isTyping: boolean): Typing {
  const users = typing.get(room) ?? [];
  if (users.includes(user) === isTyping) return typing;
  const changed = new Map(typing);
  const left = isTyping ? [...users, user] : users.filter((one) => one !== user);
  if (left.length > 0) changed.set(room, left);
  else changed.delete(room);
  return changed;
}
