import { Button } from 'antd';
import { useId, useState } from 'react';
import { isTimeZone } from '../../../protocol/business_time';
import { POLICY_NAME_MAX, TARGET_MINUTES_MAX } from '../../../protocol/limits';
import { PRIORITIES, type Priority } from '../../../protocol/service_level';
import { useLanguage, useTexts } from '../../chat/language';
import { useChat, useConsole } from '../context';
import { teamProblem } from '../team/SeatActions';
import { PolicyCalendar } from './PolicyCalendar';
import { PolicyPreview } from './PolicyPreview';
import { prioritiesOf, type PolicyDraft } from './policy_draft';
import { bodyOf } from './policy_body';
import { policyTexts } from './policy_texts';

/** Writing one policy, with what it means beneath. */
export function PolicyForm({ draft, onDone }: { draft: PolicyDraft; onDone: () => void }) {
  const t = useTexts(policyTexts);
  const language = useLanguage();
  const { sync } = useConsole();
  const [policy, setPolicy] = useState(draft);
  const { teams: named = [] } = policy;
  const all = useChat((state) => state.teams);
  // A closed team has no orders; it is shown where it was chosen before, to be taken out.
  const teams = all.filter(({ id: team, is_closed }) => !is_closed || named.includes(team));
  const [problem, setProblem] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const id = useId();
  const change = (some: Partial<PolicyDraft>) => setPolicy((before) => ({ ...before, ...some }));
  const isComplete = policy.name.trim() !== '' && isTimeZone(policy.calendar.zone);

  const save = async () => {
    setIsBusy(true);
    try {
      await sync.shelf?.savePolicy(bodyOf(policy));
      onDone();
    } catch (error) {
      const { code } = error as { code?: string };
      setProblem(code === 'conflict' ? t('taken') : code === 'bad_request' ? t('bad') : teamProblem(error, language));
    } finally {
      setIsBusy(false);
    }
  };
  const setTarget = (priority: Priority, which: 'first_minutes' | 'next_minutes', text: string) => {
    const minutes = text.trim() === '' ? null : Math.min(TARGET_MINUTES_MAX, Math.max(1, Math.round(Number(text)) || 1));
    change({ targets: { ...policy.targets, [priority]: { ...policy.targets[priority], [which]: minutes } } });
  };

  return (
    <form
      className="policy-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label className="policy-label">
        {t('name')}
        <input value={policy.name} maxLength={POLICY_NAME_MAX} required autoFocus dir="auto" onChange={(event) => change({ name: event.target.value })} />
      </label>
      <fieldset className="policy-choices">
        <legend>{t('for_priorities')}</legend>
        {PRIORITIES.map((priority) => (
          <label key={priority} className="policy-choice">
            <input
              type="checkbox"
              checked={policy.priorities.includes(priority)}
              onChange={(event) => change({ priorities: PRIORITIES.filter((one) => (one === priority ? event.target.checked : policy.priorities.includes(one))) })}
            />
            {t(priority)}
          </label>
        ))}
        {policy.priorities.length === 0 && <span className="soft">{t(named.length === 0 ? 'for_rest' : 'for_every')}</span>}
      </fieldset>
      {teams.length > 0 && (
        <fieldset className="policy-choices">
          <legend>{t('for_teams')}</legend>
          {teams.map((team) => (
            <label key={team.id} className="policy-choice">
              <input type="checkbox" checked={named.includes(team.id)} onChange={(event) => change({ teams: event.target.checked ? [...named, team.id] : named.filter((one) => one !== team.id) })} />
              <bdi>{team.name}</bdi>
              {team.is_closed && <span className="soft">{t('team_closed')}</span>}
            </label>
          ))}
          {named.length === 0 && <span className="soft">{t('for_no_team')}</span>}
        </fieldset>
      )}
      <table className="policy-targets">
        <caption>
          {t('targets')} <span className="soft">· {t('targets_hint')}</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('priority')}</th>
            <th scope="col" id={`${id}-first`}>
              {t('first')}
            </th>
            <th scope="col" id={`${id}-next`}>
              {t('next')}
            </th>
          </tr>
        </thead>
        <tbody>
          {prioritiesOf(policy).map((priority) => (
            <tr key={priority}>
              <th scope="row">{t(priority)}</th>
              {(['first_minutes', 'next_minutes'] as const).map((which) => (
                <td key={which}>
                  <input
                    type="number"
                    min={1}
                    max={TARGET_MINUTES_MAX}
                    aria-label={`${t(priority)}: ${t(which === 'first_minutes' ? 'first' : 'next')}`}
                    value={policy.targets[priority][which] ?? ''}
                    onChange={(event) => setTarget(priority, which, event.target.value)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <PolicyCalendar calendar={policy.calendar} onChange={(calendar) => change({ calendar })} />
      <PolicyPreview policy={policy} />
      {problem && (
        <p className="when-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="policy-foot">
        <Button size="small" type="primary" htmlType="submit" disabled={!isComplete} loading={isBusy}>
          {t('save')}
        </Button>
        <Button size="small" onClick={onDone}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
