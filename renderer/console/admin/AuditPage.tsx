import { Button } from 'antd';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Person } from '../../../protocol/admin';
import { useLanguage, useTexts } from '../../chat/language';
import { cleanName } from '../../chat/names';
import { useChat, useConsole } from '../context';
import { useExplain } from '../settings/explain';
import { adminTexts } from './admin_texts';
import type { Named } from './audit_lines';
import { AuditRow } from './AuditRow';
import { kindName } from './audit_texts';
import { AdminTable, Field, PageState, Select } from './parts';
import { PersonField, type Wished } from './PersonField';
import { useAdminCalls, useLoaded } from './use_admin';

const NOBODY: Wished = { text: '', id: null };
const NOTHING = { kind: '', person: NOBODY, order: '', from: '', to: '' };
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
  const { desk } = useConsole();
  // Whoever comes from somebody's line among the users looks at him.
  const [wanted, setWanted] = useState<Wanted>(() => ({ ...NOTHING, person: wishFor(desk.getState().audited) }));
  useEffect(() => desk.setState({ audited: null }), [desk]);
  const [kinds, setKinds] = useState<readonly string[]>([]);
  const [failed, setFailed] = useState('');
  const { kind, order, from, to } = wanted;
  const user = wanted.person.id ?? undefined;
  // What is typed and names nobody yet asks for nothing new.
  const ask = useCallback((before?: number) => calls.audit({ kind, user, order, from: moment(from), to: moment(to, 1), before }), [calls, kind, user, order, from, to]);
  const named = useNames();
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

  return (
    <>
      <div className="admin-bar">
        <Select
          label={t('kind')}
          value={wanted.kind}
          choices={[{ value: '', label: t('any_kind') }, ...kinds.map((kind) => ({ value: kind, label: kindName(kind, language) })).sort((a, b) => a.label.localeCompare(b.label, language))]}
          onChange={(kind) => change({ kind })}
        />
        <PersonField label={t('person')} value={wanted.person} onChange={(person) => change({ person })} />
        <Field label={t('order')}>{(id) => <input id={id} className="plain-field admin-short" inputMode="numeric" value={wanted.order} autoComplete="off" onChange={(event) => change({ order: digits(event.target.value) })} />}</Field>
        <div className="admin-dates">
          {(['from', 'to'] as const).map((end) => (
            <Field key={end} label={t(end)}>
              {(id) => <input id={id} type="date" className="plain-field" value={wanted[end]} onChange={(event) => change({ [end]: event.target.value })} />}
            </Field>
          ))}
        </div>
        <Button className="admin-bar-end" disabled={JSON.stringify(wanted) === JSON.stringify(NOTHING)} onClick={() => setWanted(NOTHING)}>
          {t('clear')}
        </Button>
      </div>
      <PageState of={loaded} failed={failed} none={value?.entries.length === 0 && t('none_found')} />
      {value !== null && value.entries.length > 0 && (
        <AdminTable name={t('page_audit')} heads={[t('when'), t('who'), t('what_done')]}>
          {value.entries.map((line) => (
            <AuditRow key={line.id} line={line} named={named} onPerson={(person) => change({ person: wishFor(person) })} onOrder={(one) => change({ order: String(one) })} />
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

const wishFor = (person: Person | null): Wished => (person === null ? NOBODY : { text: cleanName(person.name) || String(person.id), id: person.id });

/** The names of what the console knows anyway. */
function useNames(): Named {
  const teams = useChat((state) => state.teams);
  const labels = useChat((state) => state.labels);
  const policies = useChat((state) => state.policies);
  return useMemo(() => {
    const nameIn = (list: readonly { id: number; name: string }[]) => (id: number) => list.find((one) => one.id === id)?.name;
    return { team: nameIn(teams), label: nameIn(labels), policy: nameIn(policies) };
  }, [teams, labels, policies]);
}
