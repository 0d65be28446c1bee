import type { AuditLine } from '../../../protocol/admin';
import type { Language } from '../../../protocol/errors';
import { formatText, translator, type Entry } from '../../chat/texts';
import { adminTexts } from './admin_texts';
import { auditFactTexts } from './audit_fact_texts';

/** What the console knows by name; what it does not know keeps its number. */
export type Named = Readonly<Record<'team' | 'label' | 'policy', (id: number) => string | undefined>>;

type Facts = AuditLine['data'];
type Fact = Facts[string];

/** Of these a line is about one; the others are said behind it. */
const THINGS = ['message', 'note', 'label', 'team', 'policy', 'webhook', 'invite', 'session'] as const;
/** Said by the line's other columns, by another fact, or of use to those alone who look into the tables. */
const UNSAID: readonly string[] = ['user', 'expert', 'to', 'offer', 'key', 'frame', 'before', 'role_before'];

/** What a line is about, besides people and orders, and what else there is to say: in words, in the order of the facts. */
export function factsInWords({ kind, data }: Pick<AuditLine, 'kind' | 'data'>, language: Language, named: Named): string[] {
  const t = translator(auditFactTexts, language);
  const ta = translator(adminTexts, language);
  const maybe = (key: string, fallback: string) => {
    const entry = (auditFactTexts as Readonly<Record<string, Readonly<Record<Language, Entry>>>>)[key];
    return entry ? formatText(entry[language], language) : fallback;
  };
  const roleName = (role: Fact) => (typeof role === 'string' && `role_${role}` in adminTexts ? ta(`role_${role}` as 'role_expert') : String(role));
  const thing = (name: (typeof THINGS)[number], id: number) => {
    const known = name === 'team' || name === 'label' || name === 'policy' ? named[name](id) : undefined;
    return known === undefined ? t(name, { id }) : t('named', { name: known });
  };
  const counted = (name: string, count: number) => (count === 0 ? null : t('counted', { what: maybe(`count_${name}`, name), count }));

  const said = (name: string, value: Fact): string | null => {
    if (UNSAID.includes(name)) return null;
    if (THINGS.includes(name as 'message')) return typeof value === 'number' ? thing(name as 'message', value) : null;
    switch (name) {
      case 'order':
        return null;
      case 'room':
        return data['order'] === undefined && typeof value === 'number' ? t('room', { id: value }) : null;
      case 'name':
      case 'origin':
        return t('named', { name: String(value) });
      case 'device':
        return maybe(`device_${String(value)}`, String(value));
      case 'by':
        return maybe(kind === 'invite_created' ? `invite_by_${String(value)}` : `by_${String(value)}`, String(value));
      case 'code':
        return maybe(`code_${String(value)}`, String(value));
      case 'reason':
        return maybe(`reason_${String(value)}`, t('reason', { reason: String(value) }));
      case 'role':
        return data['role_before'] === undefined ? t('role', { role: roleName(value) }) : t('role_moved', { before: roleName(data['role_before']), role: roleName(value) });
      case 'scopes':
        return t('scopes', { names: String(value).split(' ').map((scope) => (`scope_${scope}` in adminTexts ? ta(`scope_${scope}` as 'scope_orders:read') : scope)).join(', ') });
      case 'sessions':
        return value === 0 ? null : t('sessions', { count: Number(value) });
      case 'overlap_hours':
        return value === 0 ? t('overlap_none') : t('overlap', { count: Number(value) });
      case 'capacity':
        return value === null ? t('capacity_none') : t('capacity', { count: Number(value) });
      case 'is_on':
        return t(value === true ? 'on' : 'off');
      case 'is_active':
        return t(value === true ? 'is_active' : 'is_inactive');
      case 'days':
        return t('days', { count: Number(value) });
      case 'keeps_current':
      case 'is_moved':
      case 'is_retired':
      case 'is_renamed':
      case 'is_closed':
        return value === true ? t(name) : null;
      case 'members':
      case 'leads':
        return counted(name, String(value).split(',').filter(Boolean).length);
      case 'orders':
        if (typeof value === 'string') return value.split(',').map((id) => `#${id}`).join(', ');
        return counted(name, Number(value));
      case 'rooms':
      case 'messages':
      case 'files':
      case 'notes':
      case 'users':
      case 'lines':
      case 'bad':
      case 'replayed':
      case 'revoked':
        return counted(name, Number(value));
      default:
        // A newer server's fact is said as it was written.
        return `${name}: ${String(value)}`;
    }
  };
  return Object.entries(data).flatMap(([name, value]) => said(name, value) ?? []);
}

/** The order that a line is about. */
export function orderOf({ data }: Pick<AuditLine, 'data'>): number | null {
  return typeof data['order'] === 'number' ? data['order'] : null;
}
