import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { isInput } from '../../chat/elements';
import { useLanguage, useTexts } from '../../chat/language';
import { Keys } from '../IconButton';
import { MomentField } from '../later/MomentField';
import { toField } from '../later/moments';
import { stepPresets } from '../later/preset_steps';
import '../later/later.css';
import { canSnoozeUntil, snoozePresets } from './snooze_presets';
import { presetText } from './snooze_text';
import { triageTexts } from './triage_texts';

/** Until when: five presets, each with its moment and a digit, or a date and a time. */
export function SnoozeForm({ now, onChoose }: { now: Date; onChoose: (until: Date) => void }) {
  const t = useTexts(triageTexts);
  const language = useLanguage();
  const presets = snoozePresets(now);
  const [field, setField] = useState(() => toField(presets.at(-1)?.moment ?? now));
  const [isWrong, setIsWrong] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);

  const choose = (moment: Date | null) => {
    if (moment === null || !canSnoozeUntil(moment, new Date())) return setIsWrong(true);
    onChoose(moment);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    // Digits belong to the field while it is written in.
    if (isInput(event.target)) return;
    const digit = presets[Number(event.key) - 1];
    if (!event.ctrlKey && !event.metaKey && !event.altKey && digit) {
      event.preventDefault();
      choose(digit.moment);
    } else stepPresets(event);
  };

  return (
    <div className="when" onKeyDown={onKeyDown}>
      <ul className="when-presets">
        {presets.map(({ preset, moment }, place) => (
          <li key={preset}>
            <button type="button" ref={place === 0 ? first : undefined} data-autofocus={place === 0 ? '' : undefined} className="when-preset snooze-preset" onClick={() => choose(moment)}>
              <span>{t(preset)}</span>
              <span className="when-moment">{presetText(preset, moment, now, language)}</span>
              <Keys keys={[String(place + 1)]} />
            </button>
          </li>
        ))}
      </ul>
      <MomentField
        label={t('pick')}
        value={field}
        now={now}
        deed={t('snooze')}
        problem={isWrong ? t('too_near') : null}
        onChange={(value) => {
          setField(value);
          setIsWrong(false);
        }}
        onChoose={choose}
      />
      <p className="when-zones">{t('snooze_hint')}</p>
    </div>
  );
}
