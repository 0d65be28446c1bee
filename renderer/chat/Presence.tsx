import { chatTexts } from './chat_texts';
import { useTexts } from './language';

export type PresenceProps = { is_online: boolean; has_text?: boolean };

/** Whether somebody is connected: a dot, with words beside it or for screen readers only. */
export function Presence({ is_online, has_text = false }: PresenceProps) {
  const t = useTexts(chatTexts);
  return (
    <span className="presence">
      <span className={`presence-dot ${is_online ? 'is-online' : ''}`} aria-hidden="true" />
      <span className={has_text ? 'presence-text' : 'visually-hidden'}>{t(is_online ? 'online' : 'offline')}</span>
    </span>
  );
}
