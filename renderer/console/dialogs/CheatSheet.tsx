import { useConsole, useT } from '../context';
import { Keys } from '../IconButton';
import { SHORTCUTS, shortcutKeys } from '../shortcuts';
import type { ShortcutId } from '../shortcuts';
import { Dialog } from './Dialog';

/** All key combinations, drawn from their one table. */
export function CheatSheet({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { is_mac } = useConsole();
  const rows: [string, readonly string[]][] = [
    [t('key_send'), ['Enter']],
    [t('key_newline'), ['Shift', 'Enter']],
    [t('key_beside'), [is_mac ? '⌘' : 'Ctrl', t('click')]],
    [t('key_beside'), [is_mac ? '⌘' : 'Ctrl', 'Enter']],
    ...(Object.keys(SHORTCUTS) as ShortcutId[]).map((id): [string, readonly string[]] => [t(`key_${id}`), shortcutKeys(id, is_mac)]),
  ];
  return (
    <Dialog title={t('keys_title')} onClose={onClose} className="dialog-keys">
      <dl className="key-list">
        {rows.map(([name, keys]) => (
          <div key={name + keys.join('')} className="key-row">
            <dt>{name}</dt>
            <dd>
              <Keys keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
