import { chatTexts } from './chat_texts';
import { Icon } from './Icon';
import { useTexts } from './language';
import { searchTexts } from './search_texts';

/** The way up to where reading stopped, when that is too far to be loaded. */
export function ToFirstUnread({ unread_count, onClick }: { unread_count: number; onClick(): void }) {
  const t = useTexts(searchTexts);
  const chat = useTexts(chatTexts);
  return (
    <button type="button" className="to-first-unread" data-action="first-unread" title={t('to_first_unread')} onClick={onClick}>
      <span className="to-first-unread-up">
        <Icon name="down" />
      </span>
      <span className="visually-hidden">{t('to_first_unread')}: </span>
      {chat('unread_count', { count: unread_count })}
    </button>
  );
}
