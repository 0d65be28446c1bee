import { HISTORY_PAGE_MAX } from '../../protocol/limits';
import type { Caller, KeyCaller } from '../caller';
import type { UserRow } from '../models/account';
import type { Parts } from '../parts';
import { presentMessage } from '../present/message';
import { iso, isoOrNull } from '../present/time';
import { Refusal } from '../refusal';
import { belongingsOf, roomsOfPerson } from '../sql/erasure';
import { messagePage } from '../sql/messages';
import { audit } from './audit';
import { plainMessage, type ExportFile } from './exporting';

/** Everything that is kept of a person, as JSON that is made while it is sent: of clients their whole conversations, of others what they wrote. Refuses with `not_found`. */
export async function exportPerson(parts: Parts, caller: Caller | KeyCaller, id: number): Promise<ExportFile> {
  const user = (await parts.db.users.findByPk(id, { raw: true })) as unknown as UserRow | null;
  if (user === null) throw new Refusal('not_found');
  const who = 'key' in caller ? { api_key: caller.key } : { actor: caller.user, session: caller.session };
  await audit(parts, null, { ...who, kind: 'person_exported', data: { user: id } });
  return { name: `person-${id}.json`, type: 'application/json; charset=utf-8', content: written(parts, user) };
}

async function* written(parts: Parts, user: UserRow): AsyncGenerator<string> {
  const { id, email, first_name, last_name, role, language } = user;
  const head = {
    exported_at: iso(new Date()),
    user: { id, email, first_name, last_name, role, language, created_at: iso(user.created_at), disabled_at: isoOrNull(user.disabled_at) },
    ...(await belongingsOf(parts.db, id)),
  };
  yield `${JSON.stringify(head).slice(0, -1)},"messages":[`;
  let isFirst = true;
  for (const { room, role: side, left_at } of await roomsOfPerson(parts.db, id)) {
    for (let after = 0; ; ) {
      const page = await messagePage(parts.db, null, room, { after, limit: HISTORY_PAGE_MAX });
      for (const row of page) {
        // A client's conversation is his as long as he was its client; what came after him is somebody else's.
        const isHis = row.sender === id || (side === 'client' && (left_at === null || row.created_at <= left_at));
        if (!isHis) continue;
        yield `${isFirst ? '' : ','}\n${JSON.stringify(plainMessage(presentMessage(row, parts.files.sign)))}`;
        isFirst = false;
      }
      if (page.length < HISTORY_PAGE_MAX) break;
      after = page.at(-1)!.seq;
    }
  }
  yield '\n]}\n';
}
