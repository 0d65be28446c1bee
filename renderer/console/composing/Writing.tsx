import { useTexts } from '../../chat/language';
import { setUndoSeconds, UNDO_SECONDS, useUndoSeconds } from '../../chat/undo_send';
import { ChoiceRow, SettingsGroup } from '../settings/rows';
import { composingConsoleTexts } from './texts';

/** How messages are sent. */
export function Writing() {
  const t = useTexts(composingConsoleTexts);
  const seconds = useUndoSeconds();
  return (
    <SettingsGroup title={t('writing')}>
      <ChoiceRow
        name={t('undo')}
        value={String(seconds)}
        options={UNDO_SECONDS.map((one) => ({ value: String(one), label: one === 0 ? t('undo_off') : t('undo_seconds', { seconds: one }) }))}
        onChange={(value) => setUndoSeconds(UNDO_SECONDS.find((one) => String(one) === value) ?? 0)}
      />
    </SettingsGroup>
  );
}
