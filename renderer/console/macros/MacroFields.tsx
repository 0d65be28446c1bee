import type { MacroAction } from '../../../protocol/replies';
import { useTexts } from '../../chat/language';
import { useChat } from '../context';
import { macroTexts } from './macro_texts';
import './macros.css';

const DECISIONS = ['done', 'waive', 'snooze'] as const;
type Decision = (typeof DECISIONS)[number];
const isDecision = (action: MacroAction): action is Extract<MacroAction, { do: Decision }> => DECISIONS.some((one) => one === action.do);

const SNOOZE_MINUTES = 60;

/** What a macro does besides its text. */
export function MacroFields({ actions, onChange }: { actions: readonly MacroAction[]; onChange: (actions: MacroAction[]) => void }) {
  const t = useTexts(macroTexts);
  const labels = useChat((state) => state.labels).filter(({ is_retired }) => !is_retired);
  const decision = actions.find(isDecision);
  const set = (isReplaced: (action: MacroAction) => boolean, next: MacroAction | null) => onChange([...actions.filter((action) => !isReplaced(action)), ...(next === null ? [] : [next])]);
  const decide = (name: string) => set(isDecision, name === 'snooze' ? { do: 'snooze', minutes: SNOOZE_MINUTES } : name === 'done' || name === 'waive' ? { do: name } : null);
  const labelOf = (isOn: boolean) => actions.find((action) => action.do === 'label' && action.is_on === isOn) as Extract<MacroAction, { do: 'label' }> | undefined;
  return (
    <fieldset className="macro-fields">
      <legend>
        {t('then')} · {t('then_hint')}
      </legend>
      <label className="reply-label">
        {t('decision')}
        <select value={decision?.do ?? ''} onChange={(event) => decide(event.target.value)}>
          <option value="">{t('decide_nothing')}</option>
          {DECISIONS.map((one) => (
            <option key={one} value={one}>
              {t(`decide_${one}`)}
            </option>
          ))}
        </select>
      </label>
      {decision?.do === 'snooze' && (
        <label className="reply-label">
          {t('minutes')}
          <input type="number" min={1} max={527_040} value={decision.minutes} onChange={(event) => set(isDecision, { do: 'snooze', minutes: Math.max(1, Math.round(Number(event.target.value)) || 1) })} />
        </label>
      )}
      {labels.length > 0 &&
        [true, false].map((isOn) => (
          <label key={String(isOn)} className="reply-label">
            {t(isOn ? 'put_on' : 'take_off')}
            <select
              value={labelOf(isOn)?.label ?? ''}
              onChange={(event) => set((action) => action.do === 'label' && action.is_on === isOn, event.target.value === '' ? null : { do: 'label', label: Number(event.target.value), is_on: isOn })}
            >
              <option value="">{t('no_label')}</option>
              {labels.map((label) => (
                <option key={label.id} value={label.id}>
                  {label.name}
                </option>
              ))}
            </select>
          </label>
        ))}
      {(['close_promises', 'return'] as const).map((kind) => (
        <label key={kind} className="macro-check">
          <input type="checkbox" checked={actions.some((action) => action.do === kind)} onChange={(event) => set((action) => action.do === kind, event.target.checked ? { do: kind } : null)} />
          {t(kind)}
        </label>
      ))}
    </fieldset>
  );
}
