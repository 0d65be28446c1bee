import { useCallback, useEffect, useRef, useState } from 'react';
import { Conversation } from '../../chat/Conversation';
import type { ConversationHandle } from '../../chat/Conversation';
import { isInput, isTextArea } from '../../chat/elements';
import { RoomSearch } from '../../chat/RoomSearch';
import { useConsole } from '../context';
import { consoleParts } from '../parts';

export type PaneConversationProps = { room: number; index: number; is_active: boolean; is_searching: boolean };

/** One room's conversation; the composer of the one on screen is known to the keys. */
export function PaneConversation({ room, index, is_active, is_searching }: PaneConversationProps) {
  const { sync, desk, composers, onView } = useConsole();
  const yields = useYielding(room, is_active);
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
      is_active={is_active && !yields}
      onView={onView}
      expects_quiet
      place={index}
      parts={consoleParts}
      header={is_searching && <RoomSearch sync={sync} room={room} onClose={() => desk.setState({ searching: null })} />}
    />
  );
}

/**
 * Whether the chat comes back with the page while somebody writes elsewhere already, as in the search: the keys stay where they are until he
 * turns to the chat, or a word that is looked for would be sent to a client.
 */
function useYielding(room: number, isActive: boolean): boolean {
  const { restored } = useConsole();
  const [yields, setYields] = useState(() => restored.has(room) && (isInput(document.activeElement) || isTextArea(document.activeElement)));
  useEffect(() => {
    restored.delete(room);
    if (!isActive) setYields(false);
  }, [restored, room, isActive]);
  return yields;
}
