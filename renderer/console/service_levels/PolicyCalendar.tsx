import { Button } from 'antd';
import { useId, useState } from 'react';
import { isTimeZone, type Calendar, type Hours } from '../../../protocol/business_time';
import { HOLIDAYS_MAX, HOURS_OF_DAY_MAX } from '../../../protocol/limits';
import { useLanguage, useTexts } from '../../chat/language';
import { CloseIcon, PlusIcon } from '../icons';
import { nextHours, WHOLE_DAY, withHours } from './policy_draft';
import { policyTexts } from './policy_texts';
import { weekdayNames } from './weekdays';

/** Hours of each weekday, the zone by whose clock they go, and the days without work. */
export function PolicyCalendar({ calendar, onChange }: { calendar: Calendar; onChange: (calendar: Calendar) => void }) {
  const t = useTexts(policyTexts);
  const language = useLanguage();
  const id = useId();
  const [holiday, setHoliday] = useState('');
  const names = weekdayNames(language, 'short');
  const isKnown = isTimeZone(calendar.zone);
  const addHoliday = () => {
    if (/^\d{4}-\d\d-\d\d$/.test(holiday) && calendar.holidays.length < HOLIDAYS_MAX) onChange({ ...calendar, holidays: [...new Set([...calendar.holidays, holiday])].sort() });
    setHoliday('');
  };
  const dayName = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  return (
    <fieldset className="policy-calendar">
      <legend>{t('hours')}</legend>
      <label className="policy-label">
        {t('zone')}
        <input list={`${id}-zones`} value={calendar.zone} aria-invalid={!isKnown} autoComplete="off" spellCheck={false} onChange={(event) => onChange({ ...calendar, zone: event.target.value })} />
        <datalist id={`${id}-zones`}>
          {Intl.supportedValuesOf('timeZone').map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
      </label>
      <ul className="policy-days">
        {calendar.days.map((hours, day) => (
          <DayHours key={names[day]} name={names[day]!} hours={hours} onChange={(next) => onChange(withHours(calendar, day, next))} />
        ))}
      </ul>
      <div className="policy-foot">
        <Button size="small" onClick={() => onChange({ ...calendar, days: calendar.days.map((hours, day) => (day < 5 ? calendar.days[0]! : hours)) })}>
          {t('as_monday')}
        </Button>
        <Button size="small" onClick={() => onChange({ ...calendar, days: calendar.days.map(() => [WHOLE_DAY]) })}>
          {t('always')}
        </Button>
      </div>
      <div className="policy-holidays">
        <span className="policy-part">{t('holidays')}</span>
        {calendar.holidays.map((day) => (
          <span key={day} className="policy-holiday">
            {dayName.format(Date.parse(day))}
            <button type="button" aria-label={t('remove_holiday', { day: dayName.format(Date.parse(day)) })} onClick={() => onChange({ ...calendar, holidays: calendar.holidays.filter((one) => one !== day) })}>
              <CloseIcon size={12} />
            </button>
          </span>
        ))}
        <span className="policy-hours">
          <input type="date" aria-label={t('holiday')} value={holiday} onChange={(event) => setHoliday(event.target.value)} />
          <Button size="small" disabled={holiday === ''} onClick={addHoliday}>
            {t('add_holiday')}
          </Button>
        </span>
      </div>
    </fieldset>
  );
}

function DayHours({ name, hours, onChange }: { name: string; hours: readonly Hours[]; onChange: (hours: readonly Hours[]) => void }) {
  const t = useTexts(policyTexts);
  const set = (at: number, some: Partial<Hours>) => onChange(hours.map((one, index) => (index === at ? { ...one, ...some } : one)));
  return (
    <li className="policy-day">
      <span className="policy-part">{name}</span>
      {hours.length === 0 && <span className="soft">{t('closed')}</span>}
      {hours.map((one, at) => (
        // Hours of a day have no other name than their place.
        <span key={at} className="policy-hours">
          {one.from === '00:00' && one.to === '24:00' ? (
            <span>{t('whole_day')}</span>
          ) : (
            <>
              <input type="time" aria-label={t('from_of', { day: name })} value={one.from} onChange={(event) => event.target.value && set(at, { from: event.target.value })} />
              <span aria-hidden="true">–</span>
              <input type="time" aria-label={t('to_of', { day: name })} value={one.to === '24:00' ? '00:00' : one.to} onChange={(event) => event.target.value && set(at, { to: event.target.value })} />
            </>
          )}
          <button type="button" className="icon-button" aria-label={t('remove_hours', { day: name, from: one.from, to: one.to })} onClick={() => onChange(hours.filter((_, index) => index !== at))}>
            <CloseIcon size={12} />
          </button>
        </span>
      ))}
      {hours.length < HOURS_OF_DAY_MAX && (
        <button type="button" className="icon-button" aria-label={t('add_hours', { day: name })} title={t('add_hours', { day: name })} onClick={() => onChange([...hours, nextHours(hours)])}>
          <PlusIcon size={14} />
        </button>
      )}
    </li>
  );
}
