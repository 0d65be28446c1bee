import { Button } from 'antd';
import { useCallback, useState } from 'react';
import type { AuditLine, Person } from '../../../protocol/admin';
import { fullText } from '../../chat/dates';
import { useLanguage, useTexts } from '../../chat/language';
import { cleanName } from '../../chat/names';
import { useExplain } from '../settings/explain';
import { adminTexts } from './admin_texts';
import { kindName } from './audit_texts';
import { AdminTable, Field, PageState, Select } from './parts';
import { useAdminCalls, useLoaded } from './use_admin';

const NOTHING = { kind: '', user: '', order: '', from: '', to: '' };
type Wanted = typeof NOTHING;

/** Numbers only, as they are typed. */
const digits = (text: string) => text.replace(/\D/g, '').slice(0, 15);
/** The first moment of a day here; or of the day after it. */
const moment = (day: string, add = 0) => {
  const [year = NaN, month = NaN, date = NaN] = day.split('-').map(Number);
  const at = new Date(year, month - 1, date + add);
  return Number.isNaN(at.getTime()) ? '' : at.toISOString();
};

/** Who did what, and when: searched by deed, person, order and time. */
export function AuditPage() {
  const t = useTexts(adminTexts);
  const language = useLanguage();
  const explain = useExplain();
  const calls = useAdminCalls();
  const [wanted, setWanted] = useState<Wanted>(NOTHING);
  const [kinds, setKinds] = useState<readonly string[]>([]);
  const [failed, setFailed] = useState('');
  const ask = useCallback(
    (before?: number) => calls.audit({ kind: wanted.kind, user: wanted.user, order: wanted.order, from: moment(wanted.from), to: moment(wanted.to, 1), before }),
    [calls, wanted],
  );
  const load = useCallback(async () => {
    const result = await ask();
    if (result.ok && result.body.kinds) setKinds(result.body.kinds);
    return result;
  }, [ask]);
  const loaded = useLoaded(load);
  const { value, set } = loaded;
  const change = (part: Partial<Wanted>) => setWanted((before) => ({ ...before, ...part }));
  const more = async () => {
    const result = await ask(value?.next ?? undefined);
    if (result.ok) set((known) => ({ ...known, entries: [...known.entries, ...result.body.entries], next: result.body.next }));
    else setFailed(explain(result));
  };
  const nameOf = (person: Person) => (person.name === '' ? t('gone', { id: person.id }) : `${cleanName(person.name)} (${person.id})`);
  const whoOf = (line: AuditLine) => (line.actor ? nameOf(line.actor) : line.api_key !== null ? t('key_actor', { name: line.api_key }) : t('server'));

  return (
    <>
      <div className="admin-bar">
        <Select
          label={t('kind')}
          value={wanted.kind}
          choices={[{ value: '', label: t('any_kind') }, ...kinds.map((kind) => ({ value: kind, label: kindName(kind, language) })).sort((a, b) => a.label.localeCompare(b.label, language))]}
          onChange={(kind) => change({ kind })}
        />
        <Field label={t('user_number')}>{(id) => <input id={id} className="admin-field admin-short" inputMode="numeric" value={wanted.user} autoComplete="off" onChange={(event) => change({ user: digits(event.target.value) })} />}</Field>
        <Field label={t('order')}>{(id) => <input id={id} className="admin-field admin-short" inputMode="numeric" value={wanted.order} autoComplete="off" onChange={(event) => change({ order: digits(event.target.value) })} />}</Field>
        <Field label={t('from')}>{(id) => <input id={id} type="date" className="admin-field" value={wanted.from} onChange={(event) => change({ from: event.target.value })} />}</Field>
        <Field label={t('to')}>{(id) => <input id={id} type="date" className="admin-field" value={wanted.to} onChange={(event) => change({ to: event.target.value })} />}</Field>
        <Button className="admin-bar-end" disabled={JSON.stringify(wanted) === JSON.stringify(NOTHING)} onClick={() => setWanted(NOTHING)}>
          {t('clear')}
        </Button>
      </div>
      <PageState of={loaded} failed={failed} none={value?.entries.length === 0 && t('none_found')} />
      {value !== null && value.entries.length > 0 && (
        <AdminTable name={t('page_audit')} heads={[t('when'), t('kind'), t('who'), t('about'), t('details')]}>
          {value.entries.map((line) => (
            <tr key={line.id}>
              <td className="admin-time">{fullText(line.at, language)}</td>
              <th scope="row">{kindName(line.kind, language)}</th>
              <td>
                <bdi>{whoOf(line)}</bdi>
                {line.address !== null && <span className="soft admin-second">{line.address}</span>}
              </td>
              <td>{line.user && <bdi>{nameOf(line.user)}</bdi>}</td>
              <td className="soft admin-data">{detailsOf(line)}</td>
            </tr>
          ))}
        </AdminTable>
      )}
      {value?.next != null && (
        <Button className="admin-more" onClick={() => void more()}>
          {t('more')}
        </Button>
      )}
    </>
  );
}

/** What else the line holds, as it was written. */
function detailsOf({ data }: AuditLine): string {
  return Object.entries(data)
    .filter(([name]) => name !== 'user')
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(' · ');
}
