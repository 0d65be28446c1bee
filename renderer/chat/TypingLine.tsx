import { chatTexts } from './chat_texts';
import { useTexts } from './language';

/** "Печатает…" while somebody does; keeps its height, so that nothing jumps when it comes and goes. */
export function TypingLine({ is_typing }: { is_typing: boolean }) {
  const t = useTexts(chatTexts);
  return (
    <div className="typing-line" aria-live="polite">
      {is_typing && (
        <>
          <span className="typing-dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {t('typing')}
        </>
      )}
    </div>
  );
}
