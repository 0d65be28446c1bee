import { useState } from 'react';
import { isTimeZone } from '../../../protocol/business_time';
import type { Priority } from '../../../protocol/service_level';
import { useLanguage, useTexts } from '../../chat/language';
import { useNow } from '../hooks';
import { nextMoment, previewOf, prioritiesOf, type PolicyDraft } from './policy_draft';
import { policyTexts } from './policy_texts';
import { weekdayNames } from './weekdays';

const FRIDAY = 4;
const FAR_MS = 6 * 86_400_000;

/** What a policy means for one message: until when it would have to be answered. */
export function PolicyPreview({ policy }: { policy: PolicyDraft }) {
  const t = useTexts(policyTexts);
  const language = useLanguage();
  const now = useNow();
  const [weekday, setWeekday] = useState(FRIDAY);
  const [time, setTime] = useState('17:30');
  const [chosen, setChosen] = useState<Priority>('normal');
  const priorities = prioritiesOf(policy);
  const priority = priorities.includes(chosen) ? chosen : priorities[0]!;
  const { zone } = policy.calendar;
  const at = isTimeZone(zone) ? nextMoment(zone, weekday, time, now) : null;
  const text = (moment: number) =>
    new Intl.DateTimeFormat(language, { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...(at !== null && moment - at > FAR_MS && { day: 'numeric', month: 'short' }) }).format(moment);
  const due = at === null ? null : previewOf(policy, priority, at);
  return (
    <fieldset className="policy-preview">
      <legend>{t('preview')}</legend>
      <div className="policy-hours">
        <select aria-label={t('preview_day')} value={weekday} onChange={(event) => setWeekday(Number(event.target.value))}>
          {weekdayNames(language, 'long').map((name, day) => (
            <option key={name} value={day}>
              {name}
            </option>
          ))}
        </select>
        <input type="time" aria-label={t('preview_time')} value={time} onChange={(event) => event.target.value && setTime(event.target.value)} />
        <select aria-label={t('priority')} value={priority} onChange={(event) => setChosen(event.target.value as Priority)}>
          {priorities.map((one) => (
            <option key={one} value={one}>
              {t(one)}
            </option>
          ))}
        </select>
      </div>
      <div role="status">
        {at !== null && due !== null && (['first', 'next'] as const).map((which) => <p key={which}>{due[which] === null ? `${t(which)}: ${t('preview_none').toLocaleLowerCase(language)}` : t(`preview_${which}`, { at: text(at), due: text(due[which]) })}</p>)}
      </div>
    </fieldset>
  );
}
