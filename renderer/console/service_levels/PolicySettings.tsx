import { useState } from 'react';
import type { Policy } from '../../../protocol/service_level';
import { useLanguage, useTexts } from '../../chat/language';
import { useChat, useConsole } from '../context';
import { KeptList } from '../settings/KeptList';
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
  const [problem, setProblem] = useState<string | null>(null);

  const ordersOf = ({ teams: named = [], priorities }: Policy) =>
    [
      ...(named.length === 0 ? [] : [teams.filter(({ id }) => named.includes(id)).map(({ name }) => name).join(', ')]),
      priorities.length > 0 ? prioritiesOf({ priorities }).map((one) => t(one).toLocaleLowerCase(language)).join(', ') : t(named.length === 0 ? 'for_all' : 'for_team_all'),
    ].join(' · ');
  const minutesOf = (count: number | null) => (count === null ? t('no_target') : t('minutes', { count }));
  const targetsOf = ({ targets }: Policy) => t('targets_of', { priority: t('normal'), first: minutesOf(targets.normal.first_minutes), next: minutesOf(targets.normal.next_minutes) });
  const fail = (error: unknown) => setProblem(teamProblem(error, language));
  const remove = async (policy: Policy) => {
    setProblem(null);
    await sync.shelf?.deletePolicy(policy.id).then(() => setDeleted(policy), fail);
  };
  const undo = async ({ name, priorities, teams: named = [], targets, calendar }: Policy) => {
    setProblem(null);
    await sync.shelf?.savePolicy(bodyOf({ name, priorities, teams: named, targets, calendar })).then(() => setDeleted(null), fail);
  };
  return (
    <KeptList
      head={<p className="soft admin-hint">{t('hint')}</p>}
      items={policies}
      none={t('none')}
      editing={editing === null ? null : (editing.id ?? 'new')}
      form={editing && <PolicyForm draft={editing} onDone={() => setEditing(null)} />}
      linesOf={(policy) => (
        <>
          <bdi className="ellipsis">{policy.name}</bdi>
          <span className="soft ellipsis">
            {ordersOf(policy)} · {policy.calendar.zone}
          </span>
          {/* Of the orders that are most usual; the form shows all four. */}
          <span className="soft ellipsis">{targetsOf(policy)}</span>
        </>
      )}
      names={{ edit: ({ name }) => t('edit', { name }), remove: ({ name }) => t('delete', { name }), add: t('add'), undo: t('undo') }}
      removed={deleted && t('deleted', { name: deleted.name })}
      problem={problem}
      onEdit={setEditing}
      onRemove={(policy) => void remove(policy)}
      onAdd={() => setEditing(newPolicy(Intl.DateTimeFormat().resolvedOptions().timeZone))}
      onUndo={() => deleted && void undo(deleted)}
    />
  );
}
