import { ActionKeys } from '../IconButton';
import type { ActionId } from '../actions';
import { useChat, useConsole, useT } from '../context';
import { ChatIcon } from '../icons';
import { useTitleOf } from '../keys/use_action_keys';

const HINTS: readonly ActionId[] = ['palette', 'next_unread', 'next_owed', 'cheat_sheet'];

/** What stands there while no chat is open. */
export function NoPane() {
  const t = useT();
  const { is_mac } = useConsole();
  const title = t(useChat((state) => state.has_all_rooms && state.rooms.size === 0) ? 'no_pane_first' : 'no_pane');
  return (
    <section className="pane no-pane" aria-label={title}>
      <ChatIcon size={32} />
      <h2 className="empty-title">{title}</h2>
      <p className="empty-hint">{t('no_pane_hint', { key: is_mac ? '⌘' : 'Ctrl' })}</p>
      <dl className="key-list no-pane-keys">
        {HINTS.map((id) => (
          <Hint key={id} id={id} />
        ))}
      </dl>
    </section>
  );
}

function Hint({ id }: { id: ActionId }) {
  const title = useTitleOf(id);
  return (
    <div className="key-row">
      <dt>{title}</dt>
      <dd>
        <ActionKeys id={id} />
      </dd>
    </div>
  );
}
