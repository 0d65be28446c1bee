import { Button } from 'antd';
import { useState } from 'react';
import type { Policy } from '../../../protocol/service_level';
import { useLanguage, useTexts } from '../../chat/language';
import { useChat, useConsole } from '../context';
import { PencilIcon, TrashIcon } from '../icons';
import { teamProblem } from '../team/SeatActions';
import { newPolicy, prioritiesOf, type PolicyDraft } from './policy_draft';
import { bodyOf } from './policy_body';
import { PolicyForm } from './PolicyForm';
import { policyTexts } from './policy_texts';
import './policies.css';

/** The policies of the service levels, for admins: list, edit with a preview, delete with a way back. */
export function PolicySettings() {
  const t = useTexts(policyTexts);
  const language = useLanguage();
  const { sync } = useConsole();
  const policies = useChat((state) => state.policies);
  const teams = useChat((state) => state.teams);
  const [editing, setEditing] = useState<PolicyDraft | null>(null);
  const [deleted, setDeleted] = useState<Policy | null>(null);
  const [problem, setProblem] = useState('');

  const ordersOf = ({ teams: named = [], priorities }: Policy) =>
    [
      ...(named.length === 0 ? [] : [teams.filter(({ id }) => named.includes(id)).map(({ name }) => name).join(', ')]),
      priorities.length > 0 ? prioritiesOf({ priorities }).map((one) => t(one).toLocaleLowerCase(language)).join(', ') : t(named.length === 0 ? 'for_all' : 'for_team_all'),
    ].join(' · ');
  const minutesOf = (count: number | null) => (count === null ? t('no_target') : t('minutes', { count }));
  const targetsOf = ({ targets }: Policy) => t('targets_of', { priority: t('normal'), first: minutesOf(targets.normal.first_minutes), next: minutesOf(targets.normal.next_minutes) });
  const remove = (policy: Policy) =>
    sync.shelf
      ?.deletePolicy(policy.id)
      .then(() => setDeleted(policy))
      .catch((error: unknown) => setProblem(teamProblem(error, language)));
  const undo = ({ name, priorities, teams = [], targets, calendar }: Policy) =>
    sync.shelf
      ?.savePolicy(bodyOf({ name, priorities, teams, targets, calendar }))
      .then(() => setDeleted(null))
      .catch((error: unknown) => setProblem(teamProblem(error, language)));
  return (
    <>
      <p className="soft policies-hint">{t('hint')}</p>
      {policies.length === 0 && editing === null && <p className="soft">{t('none')}</p>}
      <ul className="policies">
        {policies.map((policy) =>
          editing?.id === policy.id ? (
            <li key={policy.id}>
              <PolicyForm draft={editing} onDone={() => setEditing(null)} />
            </li>
          ) : (
            <li key={policy.id} className="policy-row">
              <span className="policy-lines">
                <bdi className="ellipsis">{policy.name}</bdi>
                <span className="soft ellipsis">
                  {ordersOf(policy)} · {policy.calendar.zone}
                </span>
                {/* Of the orders that are most usual; the form shows all four. */}
                <span className="soft ellipsis">{targetsOf(policy)}</span>
              </span>
              <button type="button" className="icon-button" aria-label={t('edit', { name: policy.name })} title={t('edit', { name: policy.name })} onClick={() => setEditing(policy)}>
                <PencilIcon />
              </button>
              <button type="button" className="icon-button" aria-label={t('delete', { name: policy.name })} title={t('delete', { name: policy.name })} onClick={() => void remove(policy)}>
                <TrashIcon />
              </button>
            </li>
          ),
        )}
      </ul>
      {deleted && (
        <p className="settings-note" role="status">
          {t('deleted', { name: deleted.name })}
          <Button size="small" onClick={() => void undo(deleted)}>
            {t('undo')}
          </Button>
        </p>
      )}
      {problem && (
        <p className="settings-note" role="alert">
          {problem}
        </p>
      )}
      {editing && editing.id === undefined ? (
        <PolicyForm draft={editing} onDone={() => setEditing(null)} />
      ) : (
        <Button size="small" onClick={() => setEditing(newPolicy(Intl.DateTimeFormat().resolvedOptions().timeZone))}>
          {t('add')}
        </Button>
      )}
    </>
  );
}
