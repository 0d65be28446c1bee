import { useId, useState, type KeyboardEvent } from 'react';
import { Avatar } from '../../chat/Avatar';
import { useTexts } from '../../chat/language';
import { Name } from '../../chat/Name';
import { roomsSorted } from '../../store/select';
import { useChat } from '../context';
import { Dialog } from '../dialogs/Dialog';
import { clientId, clientName } from '../inbox/client';
import { composingConsoleTexts } from './texts';

const SHOWN_MAX = 30;

/** Asks for the chat in which a message is to be quoted. */
export function ForwardDialog({ except, onChoose, onClose }: { except: number; onChoose(room: number): void; onClose(): void }) {
  const t = useTexts(composingConsoleTexts);
  const id = useId();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const rooms = useChat((state) => roomsSorted(state, 'recent', 'all', query.trim()));
  const shown = rooms.filter((room) => room.id !== except).slice(0, SHOWN_MAX);
  const at = Math.min(active, Math.max(0, shown.length - 1));

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const room = shown[at];
    if (event.key === 'ArrowDown') setActive(Math.min(shown.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(0, at - 1));
    else if (event.key === 'Enter' && room) onChoose(room.id);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={t('forward')} onClose={onClose} className="dialog-switcher" has_title={false}>
      <input
        className="switcher-input"
        data-autofocus
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={shown.length > 0 ? `${id}-${at}` : undefined}
        aria-label={t('forward_hint')}
        placeholder={t('forward_hint')}
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={(event) => {
          setActive(0);
          setQuery(event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      <div className="switcher-list" id={id} role="listbox" aria-label={t('forward')}>
        {shown.map((room, index) => (
          <div key={room.id} id={`${id}-${index}`} role="option" aria-selected={index === at} className="switcher-row" onMouseMove={() => setActive(index)} onClick={() => onChoose(room.id)}>
            <Avatar id={clientId(room)} name={clientName(room)} size="s" />
            <span className="switcher-who">
              <Name name={clientName(room)} />
            </span>
            <span className="switcher-order">
              #{room.order} <bdi>{room.order_title}</bdi>
            </span>
          </div>
        ))}
      </div>
      {shown.length === 0 && (
        <p className="switcher-empty" role="status">
          {t('forward_nothing')}
        </p>
      )}
    </Dialog>
  );
}
