import { levelOf } from '../../../protocol/service_level';
import { ageText } from '../../chat/dates';
import { useLanguage, useTexts } from '../../chat/language';
import { useHost } from '../context';
import { useNow } from '../hooks';
import { ClockIcon, WarningIcon } from '../icons';
import { dueText } from '../promises/due';
import { levelTexts } from './level_texts';
import './level.css';

const DAY_MS = 86_400_000;

/** How much time is left for the answer: plain at first, amber with a sign when it is near, red with a word when it has passed. */
export function LevelMark({ due, since }: { due: string; since: string }) {
  const t = useTexts(levelTexts);
  const language = useLanguage();
  const now = useNow();
  const lead = useHost((state) => state.settings.warn_minutes);
  const at = Date.parse(due);
  const level = levelOf(at, now, lead);
  const time = dueText(due, language, now);
  const age = ageText(since, language, new Date(now));
  const title = t(level === 'late' ? 'late_title' : level === 'soon' ? 'soon_title' : 'left_title', { time, age });
  const text = level === 'late' ? t('late', { by: ageText(due, language, new Date(now)) }) : at - now < DAY_MS ? ageText(new Date(now).toISOString(), language, new Date(at)) : time;
  return (
    <span className={`row-mark level-mark is-${level}`} title={title}>
      {level === 'calm' ? <ClockIcon size={12} /> : <WarningIcon size={12} />}
      <span aria-hidden="true">{text}</span>
      <span className="visually-hidden">{title}</span>
    </span>
  );
}
