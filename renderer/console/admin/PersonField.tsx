import { useCallback, useId } from 'react';
import type { AdminUser } from '../../../protocol/admin';
import { useTexts } from '../../chat/language';
import { fullName } from '../../chat/names';
import { adminTexts } from './admin_texts';
import { Field } from './parts';
import { useAdminCalls, useLoaded } from './use_admin';

/** Somebody as he stands in the field; `id` is null while what is typed names nobody yet. */
export type Wished = { text: string; id: number | null };

const SUGGESTED = 8;
const nameOf = (user: AdminUser) => `${fullName(user)} · ${user.email}`;

/** One person, found by name, address or number. */
export function PersonField({ label, value, onChange }: { label: string; value: Wished; onChange: (wished: Wished) => void }) {
  const t = useTexts(adminTexts);
  const calls = useAdminCalls();
  const listId = useId();
  const query = value.id === null ? value.text.trim() : '';
  const load = useCallback(async () => (query === '' ? { ok: true as const, status: 200, body: { users: [], next: null } } : calls.users({ q: query, limit: SUGGESTED })), [calls, query]);
  const found = useLoaded(load).value?.users ?? [];
  const change = (text: string) => {
    const chosen = found.find((user) => nameOf(user) === text);
    const number = /^\d{1,15}$/.exec(text.trim());
    onChange({ text: chosen ? fullName(chosen) : text, id: chosen?.id ?? (number ? Number(number[0]) : null) });
  };
  return (
    <Field label={label}>
      {(id) => (
        <>
          <input
            id={id}
            type="search"
            className="plain-field admin-person"
            list={listId}
            placeholder={t('person_hint')}
            value={value.text}
            autoComplete="off"
            onChange={(event) => change(event.target.value)}
            onKeyDown={(event) => {
              // The only one who is meant needs no list.
              const [only] = found;
              if (event.key === 'Enter' && value.id === null && found.length === 1 && only) onChange({ text: fullName(only), id: only.id });
            }}
          />
          <datalist id={listId}>
            {found.map((user) => (
              <option key={user.id} value={nameOf(user)} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
