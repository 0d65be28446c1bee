import { chatTexts } from './chat_texts';
import { useTexts } from './language';

const shapes = [
  { side: 'other', width: 58 },
  { side: 'other', width: 36 },
  { side: 'own', width: 44 },
  { side: 'other', width: 66 },
  { side: 'own', width: 30 },
  { side: 'own', width: 52 },
] as const;

/** Pale bubbles in the place of messages that are on their way. */
export function TimelineSkeleton({ rows = 6 }: { rows?: number }) {
  const t = useTexts(chatTexts);
  return (
    <div className="skeleton" role="status">
      <span className="visually-hidden">{t('loading')}</span>
      {shapes.slice(0, rows).map((shape, index) => (
        <span key={index} className={`skeleton-bubble skeleton-${shape.side} skeleton-w${shape.width}`} aria-hidden="true" />
      ))}
    </div>
  );
}
