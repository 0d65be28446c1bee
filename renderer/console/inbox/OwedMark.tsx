import { ageText } from '../../chat/dates';
import { useLanguage } from '../../chat/language';
import { useT } from '../context';
import { useNow } from '../hooks';
import { ClockIcon } from '../icons';
import { isLate } from './owed';

/** How long the client has been waiting: a clock with the age, amber at first and red when it is late. */
export function OwedMark({ since }: { since: string }) {
  const t = useT();
  const language = useLanguage();
  const now = useNow();
  const age = ageText(since, language, new Date(now));
  const late = isLate(since, now);
  const text = t(late ? 'late_title' : 'owed_title', { age });
  return (
    <span className={`owed-mark ${late ? 'is-late' : ''}`} title={text}>
      <ClockIcon size={12} />
      <span aria-hidden="true">
        {age}
        {late ? '!' : ''}
      </span>
      <span className="visually-hidden">{text}</span>
    </span>
  );
}
