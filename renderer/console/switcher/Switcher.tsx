import { useId, useMemo, useState } from 'react';
import type { KeyboardEvent, MouseEvent } from 'react';
import { Avatar } from '../../chat/Avatar';
import { Name } from '../../chat/Name';
import { roomsSorted } from '../../store/select';
import { useChat, useConsole, useT } from '../context';
import { Dialog } from '../dialogs/Dialog';
import { ChatIcon } from '../icons';
import { orderNumber, useOpenOrder } from '../open_order';
import { clientName, clientId } from '../inbox/client';
import { OwedMark } from '../inbox/OwedMark';

const SHOWN_MAX = 30;

/** Type a few letters, Enter: the chat is there. A number nobody has in the list can be opened as an order. */
export function Switcher({ onClose }: { onClose: () => void }) {
  const t = useT();
  const listId = useId();
  const { openRoom, is_mac } = useConsole();
  const { open, error, clear } = useOpenOrder();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const rooms = useChat((state) => roomsSorted(state, 'recent', 'all', query.trim()));
  const shown = useMemo(() => rooms.slice(0, SHOWN_MAX), [rooms]);
  const order = orderNumber(query);
  const offersOrder = order !== null && shown.every((room) => room.order !== order);
  const count = shown.length + (offersOrder ? 1 : 0);
  const at = Math.min(active, Math.max(0, count - 1));
  const optionId = (index: number) => `${listId}-${index}`;

  const choose = async (index: number, beside: boolean) => {
    const room = index < shown.length ? (shown[index]?.id ?? null) : offersOrder ? await open(query) : null;
    if (room === null) return;
    onClose();
    openRoom(room, beside ? 'beside' : 'here');
  };
  const move = (index: number) => {
    setActive(index);
    document.getElementById(optionId(index))?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' && count > 0) move((at + 1) % count);
    else if (event.key === 'ArrowUp' && count > 0) move((at - 1 + count) % count);
    else if (event.key === 'Enter') void choose(at, event.ctrlKey || event.metaKey);
    else return;
    event.preventDefault();
  };
  const onClick = (index: number) => (event: MouseEvent) => void choose(index, event.ctrlKey || event.metaKey);

  return (
    <Dialog title={t('switcher')} onClose={onClose} className="dialog-switcher" has_title={false}>
      <input
        className="switcher-input"
        data-autofocus
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={count > 0 ? optionId(at) : undefined}
        aria-label={t('switcher')}
        autoComplete="off"
        spellCheck={false}
        placeholder={t('switcher_hint')}
        value={query}
        onChange={(event) => {
          clear();
          setActive(0);
          setQuery(event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      <div className="switcher-list" id={listId} role="listbox" aria-label={t('switcher_results')}>
        {shown.map((room, index) => (
          <div key={room.id} id={optionId(index)} role="option" aria-selected={index === at} className="switcher-row" onMouseMove={() => setActive(index)} onClick={onClick(index)}>
            <Avatar id={clientId(room)} name={clientName(room)} size="s" />
            <span className="switcher-who">
              <Name name={clientName(room)} />
            </span>
            <span className="switcher-order">
              #{room.order} <bdi>{room.order_title}</bdi>
            </span>
            {room.owed_since && <OwedMark since={room.owed_since} />}
            {room.unread_count > 0 && <span className="badge">{room.unread_count}</span>}
          </div>
        ))}
        {offersOrder && (
          <div id={optionId(shown.length)} role="option" aria-selected={at === shown.length} className="switcher-row" onMouseMove={() => setActive(shown.length)} onClick={onClick(shown.length)}>
            <span className="switcher-icon">
              <ChatIcon />
            </span>
            {t('open_order_number', { order })}
          </div>
        )}
      </div>
      {count === 0 && (
        <p className="switcher-empty" role="status">
          {t('nothing_found')}
        </p>
      )}
      <p className="form-error switcher-error" role="alert">
        {error}
      </p>
      <p className="switcher-foot">{t('switcher_keys', { key: is_mac ? '⌘' : 'Ctrl' })}</p>
    </Dialog>
  );
}
