import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { useLanguage } from '../../chat/language';
import { useConsole, useT } from '../context';
import { Keys } from '../IconButton';
import { ACTION_GROUPS } from '../keys/action';
import type { ActionGroup } from '../keys/action';
import { paintedKeys } from '../keys/combo';
import { Dialog } from './Dialog';

type Row = { name: string; words: string; combos: readonly (readonly string[])[] };

/** Every key, drawn from the table of actions with the user's own bindings. */
export function CheatSheet({ onClose }: { onClose: () => void }) {
  const t = useT();
  const [query, setQuery] = useState('');
  const groups = useRows();
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const isFound = (row: Row) => words.every((word) => row.words.includes(word));
  const found = groups.map(({ name, rows }) => ({ name, rows: rows.filter(isFound) })).filter(({ rows }) => rows.length > 0);
  return (
    <Dialog title={t('keys_title')} onClose={onClose} className="dialog-keys">
      <input
        className="key-search"
        data-autofocus
        type="search"
        aria-label={t('keys_search')}
        placeholder={t('keys_search')}
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <div className="key-scroll" tabIndex={0} role="group" aria-label={t('keys_title')}>
        <div className="key-groups">
          {found.map(({ name, rows }) => (
            <section key={name} className="key-group" aria-label={name}>
              <h3>{name}</h3>
              <dl className="key-list">
                {rows.map((row) => (
                  <div key={row.name} className="key-row">
                    <dt>{row.name}</dt>
                    <dd>
                      {row.combos.map((keys) => (
                        <Keys key={keys.join()} keys={keys} />
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </div>
      <p className="switcher-empty" role="status">
        {found.length === 0 && t('nothing_found')}
      </p>
    </Dialog>
  );
}

function useRows(): { name: string; rows: Row[] }[] {
  const t = useT();
  const language = useLanguage();
  const { actions, keys, is_mac } = useConsole();
  const bindings = useStore(keys, (state) => state.bindings);
  return useMemo(() => {
    const mod = is_mac ? '⌘' : 'Ctrl';
    const row = (name: string, more: string, ...combos: (readonly string[])[]): Row => ({ name, combos, words: `${name} ${more} ${combos.map((one) => one.join(' ')).join(' ')}`.toLowerCase() });
    const fixed: Partial<Record<ActionGroup, Row[]>> = {
      writing: [row(t('key_send'), '', ['Enter']), row(t('key_newline'), '', ['Shift', 'Enter']), row(t('key_edit_last'), '', ['↑']), row(t('key_reply'), '', ['R']), row(t('key_forward'), '', ['F']), row(t('key_unread_from'), '', ['U'])],
      list: [row(t('key_beside'), '', [t('middle_click')], [mod, 'Enter']), row(t('key_select'), '', [mod, t('click')]), row(t('key_select_range'), '', ['Shift', t('click')], ['Shift', '↓'])],
    };
    return (Object.keys(ACTION_GROUPS) as ActionGroup[]).map((group) => {
      const rows = actions
        .filter((action) => action.group === group)
        .map((action) => row(action.title[language], `${action.words ?? ''} ${action.title.ru} ${action.title.en}`, ...(bindings.get(action.id) ?? []).map((combo) => paintedKeys(combo, is_mac))))
        .filter(({ combos }) => combos.length > 0);
      return { name: ACTION_GROUPS[group][language], rows: [...(fixed[group] ?? []), ...rows] };
    });
  }, [t, language, actions, is_mac, bindings]);
}
