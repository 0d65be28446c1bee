import { Button } from 'antd';
import { useCallback, useId, useState } from 'react';
import type { FormEvent } from 'react';
import { TEAM_NAME_MAX } from '../../../protocol/limits';
import type { AdminUser } from '../../../protocol/admin';
import type { Team } from '../../../protocol/teams';
import { useLanguage, useTexts } from '../../chat/language';
import { cleanName, fullName } from '../../chat/names';
import type { HttpResult } from '../../sync/http';
import { useConsole } from '../context';
import { Dialog } from '../dialogs/Dialog';
import { IconButton } from '../IconButton';
import { PencilIcon, PlusIcon } from '../icons';
import { useExplain } from '../settings/explain';
import { adminTexts } from './admin_texts';
import { AdminTable, Field, FormEnd, PageState, Select } from './parts';
import { useAdminCalls, useAsk, useLoaded } from './use_admin';

/** Teams of experts: everybody on the experts' side sees them, administrators make and change them. */
export function TeamsPage() {
  const t = useTexts(adminTexts);
  const { me } = useConsole();
  const ask = useAsk();
  const load = useCallback(() => ask('team:list', {}), [ask]);
  const loaded = useLoaded(load);
  const { value, reload } = loaded;
  const [editing, setEditing] = useState<Team | 'new' | null>(null);
  const isAdmin = me.role === 'admin';
  const onSaved = () => {
    setEditing(null);
    reload();
  };
  return (
    <>
      <div className="admin-bar">
        <p className="soft admin-hint">{t('teams_hint')}</p>
        {isAdmin && (
          <Button type="primary" className="admin-bar-end" icon={<PlusIcon size={14} />} onClick={() => setEditing('new')}>
            {t('new_team')}
          </Button>
        )}
      </div>
      <PageState of={loaded} none={value?.teams.length === 0 && t('no_teams')} />
      {value !== null && value.teams.length > 0 && (
        <AdminTable name={t('page_teams')} heads={[t('team'), t('leads'), t('members'), t('assigning'), ...(isAdmin ? [t('actions')] : [])]}>
          {value.teams.map((team) => (
            <tr key={team.id} className={team.is_closed ? 'is-off' : ''}>
              <th scope="row">
                <bdi className="admin-name">{cleanName(team.name)}</bdi>
                {team.is_closed && <span className="admin-tag is-off">{t('team_closed')}</span>}
              </th>
              <td>{namesOf(team, true)}</td>
              <td>{namesOf(team, false)}</td>
              <td>{t(`assigning_${String(team.is_assigning)}` as 'assigning_null')}</td>
              {isAdmin && (
                <td className="admin-deeds">
                  <IconButton name={t('edit_user', { name: cleanName(team.name) })} onClick={() => setEditing(team)}>
                    <PencilIcon />
                  </IconButton>
                </td>
              )}
            </tr>
          ))}
        </AdminTable>
      )}
      {editing !== null && <TeamForm team={editing === 'new' ? null : editing} onSaved={onSaved} onClose={() => setEditing(null)} />}
    </>
  );
}

const namesOf = ({ members, leads }: Team, isLeading: boolean) =>
  members
    .filter(({ id }) => leads.includes(id) === isLeading)
    .map(fullName)
    .join(', ');

type Assigning = 'null' | 'true' | 'false';
type Place = 'none' | 'member' | 'lead';

function TeamForm({ team, onSaved, onClose }: { team: Team | null; onSaved: () => void; onClose: () => void }) {
  const t = useTexts(adminTexts);
  const language = useLanguage();
  const explain = useExplain();
  const ask = useAsk();
  const calls = useAdminCalls();
  const errorId = useId();
  const load = useCallback(async (): Promise<HttpResult<readonly AdminUser[]>> => {
    const results = await Promise.all((['lead', 'expert', 'admin'] as const).map((role) => calls.users({ role, state: 'open', limit: 200 })));
    const failed = results.find(({ ok }) => !ok);
    if (failed?.ok === false) return failed;
    const found = results.flatMap((result) => (result.ok ? result.body.users : []));
    // Whoever is in it stands first, its leads before all others.
    const rank = ({ id }: AdminUser) => (team?.leads.includes(id) ? 0 : team?.members.some((one) => one.id === id) ? 1 : 2);
    return { ok: true, status: 200, body: found.toSorted((one, other) => rank(one) - rank(other)) };
  }, [calls, team]);
  const { value: people, problem } = useLoaded(load);
  const [name, setName] = useState(team?.name ?? '');
  const [assigning, setAssigning] = useState<Assigning>(String(team?.is_assigning ?? null) as Assigning);
  const [places, setPlaces] = useState<ReadonlyMap<number, Place>>(() => new Map(team?.members.map(({ id }) => [id, team.leads.includes(id) ? 'lead' : 'member'])));
  const [isClosed, setIsClosed] = useState(team?.is_closed ?? false);
  const [error, setError] = useState('');
  const idsOf = (place: Place) => [...places].filter(([, one]) => one === place).map(([id]) => id);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return setError(t('fill_team'));
    const wish = { name: name.trim(), members: [...idsOf('member'), ...idsOf('lead')], leads: idsOf('lead'), is_assigning: assigning === 'null' ? null : assigning === 'true' };
    const result = team ? await ask('team:change', { id: team.id, ...wish, is_closed: isClosed }) : await ask('team:make', wish);
    if (result.ok) onSaved();
    else setError(result.code === 'conflict' ? t('team_taken') : explain(result));
  };
  return (
    <Dialog title={team ? t('edit_user', { name: cleanName(team.name) }) : t('new_team')} onClose={onClose}>
      <form className="form admin-dialog" onSubmit={(event) => void submit(event)} noValidate>
        <Field label={t('key_name')}>{(id) => <input id={id} data-autofocus className="plain-field" maxLength={TEAM_NAME_MAX} value={name} autoComplete="off" aria-describedby={errorId} onChange={(event) => setName(event.target.value)} />}</Field>
        <Select label={t('assigning')} value={assigning} choices={(['null', 'true', 'false'] as const).map((one) => ({ value: one, label: t(`assigning_${one}`) }))} onChange={setAssigning} />
        <fieldset className="admin-set">
          <legend className="field-label">{t('members')}</legend>
          {problem !== null && <p role="alert">{problem}</p>}
          {people?.map((user) => (
            <label key={user.id} className="admin-member">
              <span>
                <bdi>{fullName(user)}</bdi> <span className="soft">{t(`role_${user.role}`).toLocaleLowerCase(language)}</span>
              </span>
              <select className="plain-field" value={places.get(user.id) ?? 'none'} onChange={(event) => setPlaces((before) => new Map(before).set(user.id, event.target.value as Place))}>
                <option value="none">{t('place_none')}</option>
                <option value="member">{t('place_member')}</option>
                {user.role !== 'expert' && <option value="lead">{t('place_lead')}</option>}
              </select>
            </label>
          ))}
        </fieldset>
        {team && (
          <label className="admin-check">
            <input type="checkbox" checked={isClosed} onChange={(event) => setIsClosed(event.target.checked)} />
            {t('close_team')}
          </label>
        )}
        <FormEnd error={error} errorId={errorId} deed={t(team ? 'save' : 'create')} onClose={onClose} />
      </form>
    </Dialog>
  );
}
