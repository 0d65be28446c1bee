import { dayText } from './dates';
import { useLanguage } from './language';

/** The line between two days. */
export function DayLine({ at }: { at: string }) {
  const language = useLanguage();
  return (
    <div className="day-line">
      <time dateTime={at}>{dayText(at, language)}</time>
    </div>
  );
}
