import type { AuditLine, Person } from '../../../protocol/admin';
import { exactText } from '../../chat/dates';
import { useLanguage, useTexts } from '../../chat/language';
import { cleanName } from '../../chat/names';
import { adminTexts } from './admin_texts';
import { factsInWords, orderOf, type Named } from './audit_lines';
import { kindName } from './audit_texts';

export type AuditRowProps = { line: AuditLine; named: Named; onPerson: (person: Person) => void; onOrder: (order: number) => void };

/** One line of the trail: when, who and from where, what he did to whom; the facts as they are written lie behind it. */
export function AuditRow({ line, named, onPerson, onOrder }: AuditRowProps) {
  const t = useTexts(adminTexts);
  const language = useLanguage();
  const order = orderOf(line);
  const words = factsInWords(line, language, named);
  return (
    <tr>
      <td className="admin-time">
        <time dateTime={line.at}>{exactText(line.at, language)}</time>
      </td>
      <td>
        {line.actor ? <PersonLink person={line.actor} onPerson={onPerson} /> : <bdi>{line.api_key !== null ? t('key_actor', { name: line.api_key }) : t(line.address === null ? 'server' : 'unknown_actor')}</bdi>}
        {line.address !== null && <span className="soft admin-second">{t('from_address', { address: line.address })}</span>}
      </td>
      <th scope="row">
        <span className="admin-name">{kindName(line.kind, language)}</span>
        {line.user && <PersonLink person={line.user} onPerson={onPerson} />}
        {order !== null && (
          <button type="button" className="link-button admin-link" title={t('only_order')} onClick={() => onOrder(order)}>
            {t('order_number', { order })}
          </button>
        )}
        {words.length > 0 && (
          <span className="soft audit-words">
            <bdi>{words.join(' · ')}</bdi>
          </span>
        )}
        <details className="audit-facts">
          <summary>{t('facts')}</summary>
          <code>{factsOf(line)}</code>
        </details>
      </th>
    </tr>
  );
}

/** Somebody, and at a click all that he did and that was done to him. */
function PersonLink({ person, onPerson }: { person: Person; onPerson: (person: Person) => void }) {
  const t = useTexts(adminTexts);
  return (
    <button type="button" className="link-button admin-link" title={t('only_person')} onClick={() => onPerson(person)}>
      <bdi>{person.name === '' ? t('gone', { id: person.id }) : cleanName(person.name)}</bdi>
    </button>
  );
}

/** Everything that the line holds, as it is written. */
function factsOf({ id, kind, actor, user, api_key, address, data }: AuditLine): string {
  return JSON.stringify({ id, kind, ...(actor && { actor: actor.id }), ...(user && { user: user.id }), ...(api_key !== null && { api_key }), ...(address !== null && { address }), ...data }, null, 1).replaceAll('\n', ' ');
}
