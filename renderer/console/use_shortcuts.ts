import { useEffect } from 'react';
import { owedRooms, roomsSorted } from '../store/select';
import { useConsole } from './context';
import type { Console } from './context';
import { neighbourOf, nextOf } from './navigation';
import { closePane, focusedPane, focusPane, toggleCard } from './panes/layout';
import { matchShortcut, takesText } from './shortcuts';
import type { ShortcutId } from './shortcuts';

/** Does what a shortcut says. */
export function runShortcut(id: ShortcutId, { desk, sync, openRoom }: Console): void {
  const { layout, sort, filter, query } = desk.getState();
  const chat = sync.store.getState();
  const current = focusedPane(layout)?.room ?? null;
  const go = (room: number | null) => {
    if (room !== null) openRoom(room);
  };
  switch (id) {
    case 'next_unread':
      return go(nextOf(roomsSorted(chat, 'recent', 'unread'), current));
    case 'next_owed':
      return go(nextOf(owedRooms(chat), current));
    case 'next_room':
      return go(neighbourOf(roomsSorted(chat, sort, filter, query.trim()), current, 1));
    case 'previous_room':
      return go(neighbourOf(roomsSorted(chat, sort, filter, query.trim()), current, -1));
    case 'close_pane':
      return desk.arrange((now) => closePane(now, now.focused));
    case 'order_card':
      return desk.arrange((now) => toggleCard(now, now.focused));
    case 'search':
      return document.getElementById('room-search')?.focus();
    case 'search_room':
      if (current === null) return document.getElementById('room-search')?.focus();
      document.querySelector<HTMLElement>(`[data-room="${current}"] .room-search-input`)?.focus();
      return desk.setState({ searching: current });
    case 'switcher':
    case 'open_order':
    case 'settings':
      return desk.setState({ dialog: id });
    case 'cheat_sheet':
      return desk.setState({ dialog: 'keys' });
    default:
      return desk.arrange((now) => focusPane(now, Number(id.at(-1)) - 1));
  }
}

/** Listens to the keyboard; while a dialog is open only its own keys count. */
export function useShortcuts(): void {
  const value = useConsole();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || value.desk.getState().dialog !== null) return;
      const id = matchShortcut(event, { is_mac: value.is_mac, in_text: takesText(event.target) });
      if (!id) return;
      event.preventDefault();
      runShortcut(id, value);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [value]);
}
