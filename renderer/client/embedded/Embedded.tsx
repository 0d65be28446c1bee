import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { ParentWord } from '../../../protocol/embed';
import { chatTexts } from '../../chat/chat_texts';
import { ConnectionBanner } from '../../chat/Connection';
import { Icon } from '../../chat/Icon';
import { LanguageProvider, systemLanguage, useTexts } from '../../chat/language';
import { applyTheme } from '../../chat/theme';
import { totals } from '../../store/select';
import { createSync, type Sync } from '../../sync/sync';
import { Card } from '../Card';
import { clientTexts } from '../client_texts';
import { Opening } from '../Opening';
import { PreferencesContext } from '../preferences_context';
import { RoomPage } from '../RoomPage';
import { embeddedAuth } from './embedded_auth';
import { embeddedTexts } from './embedded_texts';
import type { ParentPage } from './parent_page';

/** No answer about the order. */
const PASSING: ReadonlySet<string> = new Set(['offline', 'unavailable', 'rate_limited', 'internal']);
const ASK_AGAIN_MS = 2_000;

export type EmbeddedProps = { parent: ParentPage; opening: Extract<ParentWord, { kind: 'open' }> };

/** One order's conversation inside a page of the marketplace's. */
export function Embedded({ parent, opening }: EmbeddedProps) {
  const [language, setLanguage] = useState(opening.language ?? systemLanguage(navigator.languages));
  const [theme, setTheme] = useState(opening.theme);
  // Made once, like the page's own: another language later changes what is shown, not the connection.
  const [sync] = useState(() => createSync({ server: '', auth: embeddedAuth(parent.identity, language), language, page: 'client' }));
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => applyTheme(theme), [theme]);
  useEffect(() => {
    sync.start();
    return () => void sync.stop();
  }, [sync]);
  const preferences = useMemo(() => ({ language, theme, setLanguage, setTheme }), [language, theme]);
  return (
    <LanguageProvider language={language}>
      <PreferencesContext value={preferences}>
        <Room sync={sync} parent={parent} order={opening.order} hasClose={opening.has_close} />
      </PreferencesContext>
    </LanguageProvider>
  );
}

function Room({ sync, parent, order, hasClose }: { sync: Sync; parent: ParentPage; order: number; hasClose: boolean }) {
  const t = useTexts(chatTexts);
  const tc = useTexts(clientTexts);
  const te = useTexts(embeddedTexts);
  const room = useStore(sync.store, (state) => [...state.rooms.values()].find((entry) => entry.room.order === order)?.room);
  const hasAll = useStore(sync.store, (state) => state.has_all_rooms);
  const unread = useStore(sync.store, (state) => totals(state).unread_count);
  const connection = useStore(sync.store, (state) => state.connection);
  // Frames are often refused all storage: said only while there is something to lose.
  const mayLose = useStore(sync.store, (state) => !state.keeps_outbox && state.outbox.length > 0);
  const [isRefused, setIsRefused] = useState(false);
  const isHere = useWasFocused();

  useEffect(() => parent.tell({ kind: 'unread', count: unread }), [parent, unread]);
  useEffect(() => {
    if (!hasClose) return;
    const onKey = (event: KeyboardEvent) => {
      // What was open closes first; a dialog closes by itself.
      if (event.key === 'Escape' && !event.defaultPrevented && document.querySelector('dialog[open]') === null) parent.tell({ kind: 'hide' });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [parent, hasClose]);
  useEffect(() => {
    // An order whose chat nobody has opened yet.
    if (!hasAll || room !== undefined) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    const ask = () =>
      void sync.createForOrder(order).then((opened) => {
        if (opened.ok || isGone) return;
        if (PASSING.has(opened.code)) timer = setTimeout(ask, ASK_AGAIN_MS);
        else setIsRefused(true);
      });
    ask();
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [sync, order, hasAll, room]);

  const close = hasClose && (
    <button type="button" className="icon-button" aria-label={te('close')} title={te('close')} onClick={() => parent.tell({ kind: 'hide' })}>
      <Icon name="close" />
    </button>
  );
  if (connection === 'signed_out') {
    return (
      <Card title={te('ended')} corner={close}>
        <p role="alert">{te('ended_hint')}</p>
        <button type="button" className="button button-main" onClick={() => sync.start()}>
          {tc('try_now')}
        </button>
      </Card>
    );
  }
  if (room === undefined && isRefused) {
    return (
      <Card title={t('no_access')} corner={close}>
        <p>{tc('no_rooms_hint')}</p>
      </Card>
    );
  }
  const banner = (
    <>
      <ConnectionBanner connection={connection} />
      {mayLose && <p className="page-notice">{tc('not_kept')}</p>}
    </>
  );
  if (room === undefined) {
    return (
      <>
        {close && <div className="page-corner">{close}</div>}
        {banner}
        <Opening />
      </>
    );
  }
  return (
    <RoomPage sync={sync} room={room} has_list={false} is_here={isHere} banner={banner} corner={close} />
  );
}

/** True from the first time on that this frame has the focus: what is drawn in one that is not shown cannot take it. */
function useWasFocused(): boolean {
  const [isFocused, setIsFocused] = useState(() => document.hasFocus());
  useEffect(() => {
    const onFocus = () => setIsFocused(true);
    window.addEventListener('focus', onFocus, { once: true });
    return () => window.removeEventListener('focus', onFocus);
  }, []);
  return isFocused;
}
