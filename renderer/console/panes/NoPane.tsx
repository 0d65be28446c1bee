import { useConsole, useT } from '../context';
import { Keys } from '../IconButton';
import { ChatIcon } from '../icons';
import { shortcutKeys } from '../shortcuts';
import type { ShortcutId } from '../shortcuts';

const HINTS: readonly ShortcutId[] = ['switcher', 'next_unread', 'next_owed', 'cheat_sheet'];

/** What stands there while no chat is open. */
export function NoPane() {
  const t = useT();
  const { is_mac } = useConsole();
  return (
    <section className="pane no-pane" aria-label={t('no_pane')}>
      <ChatIcon size={32} />
      <h2 className="empty-title">{t('no_pane')}</h2>
      <p className="empty-hint">{t('no_pane_hint', { key: is_mac ? '⌘' : 'Ctrl' })}</p>
      <dl className="key-list no-pane-keys">
        {HINTS.map((id) => (
          <div key={id} className="key-row">
            <dt>{t(`key_${id}`)}</dt>
            <dd>
              <Keys keys={shortcutKeys(id, is_mac)} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
