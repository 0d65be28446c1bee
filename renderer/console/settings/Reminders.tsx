import type { Settings } from '../../../protocol/desktop';
import { useTexts } from '../../chat/language';
import { alertTexts } from '../alert_texts';
import { levelTexts } from '../service_levels/level_texts';
import { useConsole, useHost } from '../context';
import { queueTexts } from '../team/queue_texts';
import { ChoiceRow, SettingsGroup, SwitchRow } from './rows';

type Rules = Settings['reminders'];

const AFTER = [5, 10, 15, 30, 60];
const EVERY = [5, 10, 15, 30];
const TIMES = [1, 2, 3, 5, 10];
const NEW_EVERY = [1, 3, 5, 10];
const LEADS = [0, 5, 10, 15, 30];

/** When a chat that waits is announced again. */
export function Reminders() {
  const t = useTexts(alertTexts);
  const { host } = useConsole();
  const tl = useTexts(levelTexts);
  const tq = useTexts(queueTexts);
  const queueRepeat = useHost((state) => state.settings.queue_repeat_minutes);
  const lead = useHost((state) => state.settings.warn_minutes);
  const rules = useHost((state) => state.settings.reminders);
  const set = (change: Partial<Rules>) => void host.setSettings({ reminders: { ...rules, ...change } });
  const minutes = (count: number) => t('minutes', { count });
  return (
    <SettingsGroup title={t('reminders')}>
      <SwitchRow name={t('reminders_on')} is_on={rules.is_on} onChange={(is_on) => set({ is_on })} />
      {rules.is_on && (
        <>
          <NumberRow name={t('remind_after')} value={rules.after_minutes} choices={AFTER} label={minutes} onChange={(after_minutes) => set({ after_minutes })} />
          <NumberRow name={t('remind_every')} value={rules.every_minutes} choices={EVERY} label={minutes} onChange={(every_minutes) => set({ every_minutes })} />
          <NumberRow name={t('remind_at_most')} value={rules.at_most} choices={TIMES} label={String} onChange={(at_most) => set({ at_most })} />
          <SwitchRow name={t('repeat_new')} is_on={rules.repeats_new} onChange={(repeats_new) => set({ repeats_new })} />
          {rules.repeats_new && (
            <NumberRow name={t('repeat_new_every')} value={rules.new_every_minutes} choices={NEW_EVERY} label={minutes} onChange={(new_every_minutes) => set({ new_every_minutes })} />
          )}
        </>
      )}
      <NumberRow name={tl('warn')} value={lead} choices={LEADS} label={(count) => (count === 0 ? tl('warn_never') : tl('warn_before', { count }))} onChange={(warn_minutes) => void host.setSettings({ warn_minutes })} />
      <NumberRow name={tq('repeat')} value={queueRepeat} choices={NEW_EVERY} label={minutes} onChange={(queue_repeat_minutes) => void host.setSettings({ queue_repeat_minutes })} />
      <p className="soft settings-empty">{t('reminders_note')}</p>
    </SettingsGroup>
  );
}

type NumberRowProps = { name: string; value: number; choices: readonly number[]; label: (count: number) => string; onChange: (value: number) => void };

/** One number of a few; another one that was set before stays among them. */
function NumberRow({ name, value, choices, label, onChange }: NumberRowProps) {
  const all = choices.includes(value) ? choices : [...choices, value].sort((one, two) => one - two);
  return <ChoiceRow name={name} value={String(value)} options={all.map((count) => ({ value: String(count), label: label(count) }))} onChange={(chosen) => onChange(Number(chosen))} />;
}
