import { useEffect, useRef, useState } from 'react';
import { useLanguage, useTexts } from '../../chat/language';
import { laterTexts } from './later_texts';
import { stepPresets } from './preset_steps';
import { MomentField } from './MomentField';
import { fromField, isSameClock, plannedText, ownZone, presetMoment, PRESETS, toField, zoneName } from './moments';

export type WhenFormProps = { now: Date; client_zone: string | null; onChoose: (moment: Date, onlyIfQuiet: boolean) => void };

/** Choosing when: presets, or a date and a time; what the client's clock shows then stands beside it. */
export function WhenForm({ now, client_zone, onChoose }: WhenFormProps) {
  const t = useTexts(laterTexts);
  const language = useLanguage();
  const [field, setField] = useState(() => toField(presetMoment('tomorrow', now)));
  const [isQuiet, setIsQuiet] = useState(false);
  const [isPast, setIsPast] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const picked = fromField(field);
  const theirs = (moment: Date) => (client_zone !== null && !isSameClock(moment, client_zone, ownZone()) ? plannedText(moment, language, client_zone) : null);
  const choose = (moment: Date | null) => {
    if (moment === null || moment.getTime() <= Date.now()) return setIsPast(true);
    onChoose(moment, isQuiet);
  };
  const pickedTheirs = picked && theirs(picked);

  return (
    <div className="when" onKeyDown={stepPresets}>
      <ul className="when-presets">
        {PRESETS.map((preset, place) => {
          const moment = presetMoment(preset, now);
          const other = theirs(moment);
          return (
            <li key={preset}>
              <button type="button" ref={place === 0 ? first : undefined} className="when-preset" onClick={() => choose(moment)}>
                <span>{t(preset)}</span>
                <span className="when-moment">
                  {plannedText(moment, language)}
                  {other && <span className="when-theirs"> · {t('for_client', { time: other })}</span>}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      <MomentField
        label={t('pick')}
        value={field}
        now={now}
        deed={t('schedule')}
        problem={isPast ? t('past') : null}
        onChange={(value) => {
          setField(value);
          setIsPast(false);
        }}
        onChoose={choose}
      />
      <p className="when-zones">
        {t('your_zone', { zone: zoneName(ownZone()) })}
        <br />
        {client_zone === null ? t('client_zone_unknown') : t('client_zone', { time: pickedTheirs ?? (picked ? plannedText(picked, language, client_zone) : ''), zone: zoneName(client_zone) })}
      </p>
      <label className="when-quiet">
        <input type="checkbox" checked={isQuiet} onChange={(event) => setIsQuiet(event.target.checked)} />
        {t('only_if_quiet')}
      </label>
    </div>
  );
}
