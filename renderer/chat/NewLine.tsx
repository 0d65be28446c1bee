import { chatTexts } from './chat_texts';
import { useTexts } from './language';

/** Stands above the first message that was unread when the reader came. */
export function NewLine() {
  const t = useTexts(chatTexts);
  return (
    <div className="new-line">
      <span>{t('new_messages')}</span>
    </div>
  );
}
