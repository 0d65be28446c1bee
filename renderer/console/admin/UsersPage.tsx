import { Button, Dropdown } from 'antd';
import { useCallback, useState } from 'react';
import type { AdminUser, PasswordLink } from '../../../protocol/admin';
import type { Role } from '../../../protocol/entities';
import { fullText, listDate } from '../../chat/dates';
import { useLanguage, useTexts } from '../../chat/language';
import { fullName } from '../../chat/names';
import type { HttpResult } from '../../sync/http';
import { useConsole } from '../context';
import { MoreIcon, PencilIcon, PlusIcon } from '../icons';
import { IconButton } from '../IconButton';
import { useExplain } from '../settings/explain';
import { adminTexts } from './admin_texts';
import { ErasureDialog } from './ErasureDialog';
import { AdminTable, Field, PageState, SecretDialog, Select, Sure } from './parts';
import { roleChoices } from './roles';
import { saveJson } from './save_json';
import { useAdminCalls, useLoaded } from './use_admin';
import { UserForm } from './UserForm';

type State = 'all' | 'open' | 'disabled';
type Asked = { deed: 'close' | 'end'; user: AdminUser } | null;

/** Who has an account here: found, made, changed, closed and opened again. */
export function UsersPage() {
  const t = useTexts(adminTexts);
  const language = useLanguage();
  const explain = useExplain();
  const { desk, me } = useConsole();
  const calls = useAdminCalls();
  const [query, setQuery] = useState('');
  const [role, setRole] = useState<Role | ''>('');
  const [state, setState] = useState<State>('all');
  const load = useCallback(() => calls.users({ q: query.trim(), role, state }), [calls, query, role, state]);
  const loaded = useLoaded(load);
  const { value, reload, set } = loaded;
  const [editing, setEditing] = useState<AdminUser | 'new' | null>(null);
  const [asked, setAsked] = useState<Asked>(null);
  const [link, setLink] = useState<{ user: AdminUser; link: PasswordLink } | null>(null);
  const [erasing, setErasing] = useState<AdminUser | null>(null);
  const [said, setSaid] = useState('');
  const [failed, setFailed] = useState('');

  const more = async () => {
    const result = await calls.users({ q: query.trim(), role, state, before: value?.next ?? undefined });
    if (result.ok) set((known) => ({ users: [...known.users, ...result.body.users], next: result.body.next }));
    else setFailed(explain(result));
  };
  const put = (user: AdminUser) => set((known) => ({ ...known, users: known.users.map((one) => (one.id === user.id ? user : one)) }));
  const run = async (deed: Promise<HttpResult<AdminUser>>, say: (user: AdminUser) => string) => {
    setAsked(null);
    setFailed('');
    const result = await deed;
    if (!result.ok) return setFailed(result.code === 'conflict' ? t('role_conflict') : explain(result));
    put(result.body);
    setSaid(say(result.body));
  };
  const giveLink = async (user: AdminUser) => {
    const result = await calls.link(user.id);
    if (result.ok) setLink({ user, link: result.body });
    else setFailed(explain(result));
  };
  const save = async (user: AdminUser) => {
    const result = await calls.exportPerson(user.id);
    if (result.ok) saveJson(`person-${user.id}.json`, result.body);
    else setFailed(explain(result));
  };
  const onSaved = (user: AdminUser, wantsLink: boolean) => {
    setSaid(t(editing === 'new' ? 'user_made' : 'user_changed', { name: fullName(user) }));
    if (editing === 'new') reload();
    else put(user);
    setEditing(null);
    if (wantsLink) void giveLink(user);
  };
  const menuOf = (user: AdminUser) => ({
    items: [
      ...(user.role === 'client' || user.disabled_at !== null ? [] : [{ key: 'link', label: t('link') }]),
      ...(user.sessions > 0 ? [{ key: 'end', label: t('end_sessions') }] : []),
      { key: 'audit', label: t('audit_of') },
      ...(user.erased_at === null ? [{ key: 'export', label: t('export_person') }] : []),
      ...(user.id === me.id || user.erased_at !== null ? [] : [user.disabled_at === null ? { key: 'close', label: t('close_user'), danger: true } : { key: 'open', label: t('open_user') }]),
      ...(user.role === 'admin' || user.erased_at !== null ? [] : [{ key: 'erase', label: t('erase_person'), danger: true }]),
    ],
    onClick({ key }: { key: string }) {
      if (key === 'link') void giveLink(user);
      else if (key === 'audit') desk.setState({ section: 'audit', audited: { id: user.id, name: fullName(user) } });
      else if (key === 'export') void save(user);
      else if (key === 'erase') setErasing(user);
      else if (key === 'end' || key === 'close') setAsked({ deed: key, user });
      else void run(calls.changeUser(user.id, { is_disabled: false }), (one) => t('user_opened', { name: fullName(one) }));
    },
  });

  return (
    <>
      <div className="admin-bar">
        <Field label={t('find_user')}>{(id) => <input id={id} type="search" className="plain-field" value={query} onChange={(event) => setQuery(event.target.value)} autoComplete="off" />}</Field>
        <Select label={t('role')} value={role} choices={[{ value: '', label: t('any_role') }, ...roleChoices(t)]} onChange={setRole} />
        <Select label={t('state')} value={state} choices={(['all', 'open', 'disabled'] as const).map((one) => ({ value: one, label: t(`state_${one}`) }))} onChange={setState} />
        <Button type="primary" className="admin-bar-end" icon={<PlusIcon size={14} />} onClick={() => setEditing('new')}>
          {t('new_user')}
        </Button>
      </div>
      <PageState of={loaded} said={said} failed={failed} none={value?.users.length === 0 && t('none_found')} />
      {value !== null && value.users.length > 0 && (
        <AdminTable name={t('page_users')} heads={[t('user'), t('role'), t('sign_in'), t('last_used'), t('actions')]}>
          {value.users.map((user) => {
            const name = fullName(user);
            const menu = menuOf(user);
            return (
              <tr key={user.id} className={user.disabled_at === null ? '' : 'is-off'}>
                <th scope="row">
                  <bdi className="admin-name">{name}</bdi>
                  {user.id === me.id && <span className="admin-tag">{t('is_you')}</span>}
                  {user.disabled_at !== null && <span className="admin-tag is-off">{t(user.erased_at === null ? 'is_closed' : 'is_erased')}</span>}
                  <span className="soft admin-second">{user.email}</span>
                </th>
                <td>{t(`role_${user.role}`)}</td>
                <td>
                  {user.role === 'client' && !user.has_password ? '—' : t(user.has_second_factor ? 'has_factor' : user.has_password ? 'has_password' : 'has_none')}
                  {user.sessions > 0 && <span className="soft admin-second admin-whole">{t('devices', { count: user.sessions })}</span>}
                </td>
                <td>{user.last_used_at === null ? t('never') : listDate(user.last_used_at, language)}</td>
                <td className="admin-deeds">
                  <IconButton name={t('edit_user', { name })} is_disabled={user.erased_at !== null} onClick={() => setEditing(user)}>
                    <PencilIcon />
                  </IconButton>
                  {menu.items.length > 0 && (
                    <Dropdown menu={menu} trigger={['click']} placement="bottomRight" autoFocus>
                      <button type="button" className="icon-button" aria-label={`${t('actions')}: ${name}`} aria-haspopup="menu">
                        <MoreIcon />
                      </button>
                    </Dropdown>
                  )}
                </td>
              </tr>
            );
          })}
        </AdminTable>
      )}
      {value?.next != null && (
        <Button className="admin-more" onClick={() => void more()}>
          {t('more')}
        </Button>
      )}
      {editing !== null && <UserForm user={editing === 'new' ? null : editing} onSaved={onSaved} onClose={() => setEditing(null)} />}
      {asked?.deed === 'close' && (
        <Sure
          title={t('close_user')}
          text={t('close_sure', { name: fullName(asked.user) })}
          deed={t('close_user')}
          onClose={() => setAsked(null)}
          onSure={() => void run(calls.changeUser(asked.user.id, { is_disabled: true }), (one) => t('user_closed', { name: fullName(one) }))}
        />
      )}
      {asked?.deed === 'end' && (
        <Sure
          title={t('end_sessions')}
          text={t('end_sure', { name: fullName(asked.user) })}
          deed={t('end_sessions')}
          onClose={() => setAsked(null)}
          onSure={() => void run(calls.endSessions(asked.user.id), (one) => t('sessions_ended', { name: fullName(one) }))}
        />
      )}
      {erasing !== null && (
        <ErasureDialog
          user={erasing}
          onClose={() => setErasing(null)}
          onErased={() => {
            setSaid(t('erased', { name: fullName(erasing) }));
            setErasing(null);
            reload();
          }}
        />
      )}
      {link !== null && (
        <SecretDialog
          title={t('link')}
          hint={
            link.link.is_mailed
              ? t('link_mailed', { email: link.user.email, time: fullText(link.link.expires_at, language) })
              : t('link_shown', { name: fullName(link.user), time: fullText(link.link.expires_at, language) })
          }
          value={link.link.url}
          onClose={() => setLink(null)}
        />
      )}
    </>
  );
}
