import { useRef } from 'react';
import { dayNumberText, dayText } from './dates';
import { useLanguage, useTexts } from './language';
import { searchTexts } from './search_texts';

/** The line between two days; a click opens a calendar that leads to another one. */
export function DayLine({ at, onDay }: { at: string; onDay?: ((at: string) => void) | undefined }) {
  const t = useTexts(searchTexts);
  const language = useLanguage();
  const calendar = useRef<HTMLInputElement>(null);
  const day = <time dateTime={at}>{dayText(at, language)}</time>;
  if (!onDay) return <div className="day-line">{day}</div>;

  const open = () => {
    const input = calendar.current;
    if (!input) return;
    try {
      input.showPicker();
    } catch {
      // An old browser: the field itself takes the date.
      input.focus();
    }
  };
  return (
    <div className="day-line">
      <button type="button" className="day-button" title={t('jump_to_date')} onClick={open}>
        {day}
        <span className="visually-hidden">, {t('jump_to_date')}</span>
      </button>
      <input
        ref={calendar}
        className="day-calendar"
        type="date"
        tabIndex={-1}
        aria-label={t('jump_to_date')}
        max={dayNumberText(new Date())}
        defaultValue={dayNumberText(new Date(at))}
        onChange={(event) => {
          const [year, month, date] = event.target.value.split('-').map(Number);
          // While a date is typed the year passes through the first centuries.
          if (year && year > 1999 && month && date) onDay(new Date(year, month - 1, date).toISOString());
        }}
      />
    </div>
  );
}
