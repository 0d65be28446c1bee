import { useCallback, useEffect, useRef } from 'react';
import { Conversation } from '../../chat/Conversation';
import type { ConversationHandle } from '../../chat/Conversation';
import { RoomSearch } from '../../chat/RoomSearch';
import { useConsole } from '../context';
import { consoleParts } from '../parts';

export type PaneConversationProps = { room: number; index: number; is_active: boolean; is_searching: boolean };

/** One room's conversation; the composer of the one on screen is known to the keys. */
export function PaneConversation({ room, index, is_active, is_searching }: PaneConversationProps) {
  const { sync, desk, composers, onView } = useConsole();
  const handle = useCallback(
    (composer: ConversationHandle | null) => {
      if (composer) composers.set(room, composer);
      return () => void composers.delete(room);
    },
    [composers, room],
  );
  const before = useRef(index);
  useEffect(() => {
    // A pane that has changed its place in the document has lost the focus on the way.
    if (before.current !== index && is_active) composers.get(room)?.focus();
    before.current = index;
  }, [composers, room, index, is_active]);
  return (
    <Conversation
      ref={handle}
      sync={sync}
      room={room}
      is_active={is_active}
      onView={onView}
      expects_quiet
      place={index}
      parts={consoleParts}
      header={is_searching && <RoomSearch sync={sync} room={room} onClose={() => desk.setState({ searching: null })} />}
    />
  );
}
