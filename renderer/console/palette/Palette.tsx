import { useEffect, useId, useMemo, useState } from 'react';
import type { KeyboardEvent, MouseEvent } from 'react';
import { flushSync } from 'react-dom';
import { useStore } from 'zustand';
import { useTexts } from '../../chat/language';
import type { Reply } from '../../../protocol/replies';
import { roomsSorted } from '../../store/select';
import { useChat, useConsole } from '../context';
import { Dialog } from '../dialogs/Dialog';
import { takeReply } from '../macros/use_reply';
import { useOpenOrder } from '../open_order';
import { focusedPane } from '../panes/layout';
import { findItems } from './items';
import type { PaletteItem } from './items';
import { PaletteRow } from './PaletteRow';
import { paletteTexts } from './palette_texts';
import { recentOf, remember } from './recent';
import { actionsOfViews } from '../views/view_actions';
import { warmUp } from './warm';

/** Type a few letters, Enter: the chat is there, the thing is done, the reply stands in the composer. */
export function Palette({ onClose }: { onClose: () => void }) {
  const t = useTexts(paletteTexts);
  const listId = useId();
  const value = useConsole();
  const { openRoom, is_mac, me, sync, desk } = value;
  const { open, error, clear } = useOpenOrder();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const [recent] = useState(() => recentOf(me.id));
  // Asked before the dialog takes the focus: some actions are about the row that has it.
  const [actions] = useState(() => value.actions.filter((action) => !action.is_key_only && action.when?.(value) !== false));
  const views = useChat((state) => state.views);
  const rooms = useChat((state) => roomsSorted(state, 'recent'));
  const shown = focusedPane(desk.getState().layout)?.room ?? null;
  const replies = useStore(sync.store, (state) => (shown === null ? none : state.replies));
  useEffect(() => warmUp(rooms), [rooms]);
  const items = useMemo(() => findItems({ rooms, actions: [...actions, ...actionsOfViews(views)], replies }, query, recent), [rooms, actions, views, replies, query, recent]);
  const at = Math.min(active, Math.max(0, items.length - 1));
  const optionId = (index: number) => `${listId}-${index}`;

  const choose = async (item: PaletteItem | undefined, beside: boolean) => {
    if (!item) return;
    const room = item.kind === 'room' ? item.room.id : item.kind === 'order' ? await open(String(item.order)) : null;
    if (room === null && item.kind === 'order') return;
    remember(me.id, item.kind === 'order' ? `room ${room}` : item.key);
    // Closed at once, so that what comes finds the focus where it was.
    flushSync(onClose);
    if (room !== null) {
      openRoom(room, beside ? 'beside' : 'here');
      // One that was open already is not made anew, and would not take the focus by itself.
      value.composers.get(room)?.focus();
    }
    if (item.kind === 'action') item.action.run(value);
    else if (item.kind === 'reply') insert(item.reply);
  };
  const insert = (reply: Reply) => {
    const room = shown === null ? undefined : sync.store.getState().rooms.get(shown)?.room;
    const composer = room && value.composers.get(room.id);
    if (composer) takeReply(me.id, room, reply, composer);
  };
  const move = (index: number) => {
    setActive(index);
    document.getElementById(optionId(index))?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.altKey) return;
    const count = items.length;
    if (event.key === 'ArrowDown' && count > 0) move((at + 1) % count);
    else if (event.key === 'ArrowUp' && count > 0) move((at - 1 + count) % count);
    else if (event.key === 'PageDown' && count > 0) move(Math.min(count - 1, at + PAGE));
    else if (event.key === 'PageUp' && count > 0) move(Math.max(0, at - PAGE));
    else if (event.key === 'Enter') void choose(items[at], event.ctrlKey || event.metaKey);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog title={t('palette')} onClose={onClose} className="dialog-switcher" has_title={false}>
      <input
        className="switcher-input"
        data-autofocus
        role="combobox"
        aria-expanded={items.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={items.length > 0 ? optionId(at) : undefined}
        aria-label={t('palette')}
        autoComplete="off"
        spellCheck={false}
        maxLength={QUERY_MAX}
        placeholder={t('hint')}
        value={query}
        onChange={(event) => {
          clear();
          setActive(0);
          setQuery(event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      <div className="switcher-list" id={listId} role="listbox" aria-label={t('results')}>
        {items.map((item, index) => (
          <PaletteRow
            key={item.key}
            id={optionId(index)}
            item={item}
            is_active={index === at}
            onPoint={() => setActive(index)}
            onChoose={(event: MouseEvent) => void choose(item, event.ctrlKey || event.metaKey)}
          />
        ))}
      </div>
      <p className="switcher-empty" role="status">
        {items.length === 0 && t('nothing')}
      </p>
      <p className="form-error switcher-error" role="alert">
        {error}
      </p>
      <p className="switcher-foot">{t('foot', { key: is_mac ? '⌘' : 'Ctrl' })}</p>
    </Dialog>
  );
}

const PAGE = 8;
const QUERY_MAX = 200;
const none: readonly never[] = [];
