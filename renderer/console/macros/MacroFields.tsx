import { TRANSFER_COMMENT_MAX } from '../../../protocol/limits';
import type { MacroAction } from '../../../protocol/replies';
import { useTexts } from '../../chat/language';
import { cleanName, fullName } from '../../chat/names';
import { useChat } from '../context';
import { macroTexts } from './macro_texts';
import './macros.css';

const DECISIONS = ['done', 'waive', 'snooze'] as const;
type Decision = (typeof DECISIONS)[number];
const isDecision = (action: MacroAction): action is Extract<MacroAction, { do: Decision }> => DECISIONS.some((one) => one === action.do);

type Handing = Extract<MacroAction, { do: 'return' | 'offer' }>;
const isHanding = (action: MacroAction): action is Handing => action.do === 'return' || action.do === 'offer';

const SNOOZE_MINUTES = 60;

/** What a macro does besides its text. */
export function MacroFields({ actions, onChange }: { actions: readonly MacroAction[]; onChange: (actions: MacroAction[]) => void }) {
  const t = useTexts(macroTexts);
  const labels = useChat((state) => state.labels).filter(({ is_retired }) => !is_retired);
  const me = useChat((state) => state.me);
  const teams = useChat((state) => state.teams).filter(({ is_closed }) => !is_closed);
  const colleagues = useChat((state) => state.floor).filter(({ user }) => user.id !== me?.id);
  const decision = actions.find(isDecision);
  const handing = actions.find(isHanding);
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
      <label className="reply-label">
        {t('hand_over')}
        <select value={wayOf(handing)} onChange={(event) => set(isHanding, handingOf(event.target.value, handing?.comment))}>
          <option value="">{t('hand_nothing')}</option>
          <option value="return">{t('hand_return')}</option>
          <option value="all">{t('hand_all')}</option>
          {teams.map((team) => (
            <option key={team.id} value={`team ${team.id}`}>
              {t('hand_team', { team: cleanName(team.name) })}
            </option>
          ))}
          {colleagues.map(({ user }) => (
            <option key={user.id} value={`user ${user.id}`}>
              {t('hand_user', { name: fullName(user) })}
            </option>
          ))}
          {handing?.do === 'offer' && !colleagues.some(({ user }) => user.id === handing.user) && <option value={wayOf(handing)}>{t(handing.user === me?.id ? 'offer_self' : 'offer_gone')}</option>}
          {handing?.do === 'return' && handing.team != null && !teams.some(({ id }) => id === handing.team) && <option value={wayOf(handing)}>{t('team_gone')}</option>}
        </select>
      </label>
      {handing && (
        <label className="reply-label macro-comment">
          {t('hand_comment')}
          <input type="text" dir="auto" maxLength={TRANSFER_COMMENT_MAX} value={handing.comment ?? ''} onChange={(event) => set(isHanding, { ...handing, comment: event.target.value })} />
        </label>
      )}
      <label className="macro-check">
        <input
          type="checkbox"
          checked={actions.some((action) => action.do === 'close_promises')}
          onChange={(event) => set((action) => action.do === 'close_promises', event.target.checked ? { do: 'close_promises' } : null)}
        />
        {t('close_promises')}
      </label>
    </fieldset>
  );
}

/** Where the order goes, as the choice names it. */
function wayOf(handing: Handing | undefined): string {
  if (handing === undefined) return '';
  if (handing.do === 'offer') return `user ${handing.user}`;
  return handing.team === undefined ? 'return' : handing.team === null ? 'all' : `team ${handing.team}`;
}

function handingOf(way: string, comment: string | undefined): Handing | null {
  const [kind, number] = way.split(' ');
  const said = comment === undefined ? {} : { comment };
  switch (kind) {
    case 'user':
      return { do: 'offer', user: Number(number), ...said };
    case 'team':
      return { do: 'return', team: Number(number), ...said };
    case 'all':
      return { do: 'return', team: null, ...said };
    case 'return':
      return { do: 'return', ...said };
    default:
      return null;
  }
}
