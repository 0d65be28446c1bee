import { dayText } from './dates';
import { useLanguage, useTexts } from './language';
import { searchTexts } from './search_texts';

/** The line between two days; a click on it asks for another one. */
export function DayLine({ at, onPick }: { at: string; onPick?: ((at: string, place: HTMLElement) => void) | undefined }) {
  const t = useTexts(searchTexts);
  const language = useLanguage();
  const day = <time dateTime={at}>{dayText(at, language)}</time>;
  return (
    <div className="day-line">
      {onPick ? (
        <button type="button" className="day-button" title={t('jump_to_date')} onClick={(event) => onPick(at, event.currentTarget)}>
          {day}
          <span className="visually-hidden">, {t('jump_to_date')}</span>
        </button>
      ) : (
        day
      )}
    </div>
  );
}
