import { Button } from 'antd';
import { useId, useState } from 'react';
import { useStore } from 'zustand';
import { useLanguage, useTexts } from '../../chat/language';
import { useConsole } from '../context';
import { ACTION_GROUPS } from '../keys/action';
import type { Action, ActionGroup } from '../keys/action';
import { comboText } from '../keys/combo';
import { keyTexts } from '../keys/key_texts';
import { KeyRow } from './KeyRow';
import { SettingsGroup } from './rows';

/** Which key does what: each can be changed, swapped and reset. */
export function KeySettings() {
  const t = useTexts(keyTexts);
  const language = useLanguage();
  const id = useId();
  const { actions, keys, is_mac } = useConsole();
  const bindings = useStore(keys, (state) => state.bindings);
  const isChanged = useStore(keys, (state) => Object.keys(state.own).length > 0);
  const [query, setQuery] = useState('');
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const isFound = ({ id: action, title, words: more = '' }: Action) => {
    const text = `${title.ru} ${title.en} ${more} ${(bindings.get(action) ?? []).map((combo) => comboText(combo, is_mac)).join(' ')}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const groups = (Object.keys(ACTION_GROUPS) as ActionGroup[])
    .map((group) => ({ group, rows: actions.filter((action) => action.group === group && isFound(action)) }))
    .filter(({ rows }) => rows.length > 0);
  return (
    <SettingsGroup
      title={t('title')}
      aside={
        <Button size="small" disabled={!isChanged} onClick={() => keys.resetAll()}>
          {t('reset_all')}
        </Button>
      }
    >
      <input
        className="key-search key-search-settings"
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <div className="key-table" tabIndex={0} role="group" aria-label={t('title')}>
        {groups.map(({ group, rows }) => (
          <section key={group} aria-labelledby={`${id}-${group}`}>
            <h4 id={`${id}-${group}`}>{ACTION_GROUPS[group][language]}</h4>
            <ul className="key-rows">
              {rows.map((action) => (
                <KeyRow key={action.id} action={action} />
              ))}
            </ul>
          </section>
        ))}
        {groups.length === 0 && <p className="soft settings-empty">{t('nothing')}</p>}
      </div>
    </SettingsGroup>
  );
}
