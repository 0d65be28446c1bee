import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { cleanText } from '../../chat/clean_text';
import type { UsePart } from '../../chat/composer_part';
import { Icon } from '../../chat/Icon';
import { useTexts } from '../../chat/language';
import { cleanName } from '../../chat/names';
import { usePageWatched } from '../../chat/page_watched';
import { setReplyTarget } from '../../chat/reply_target';
import type { OutboxEntry } from '../../store/chat';
import { newsSince, putBack, setStopped, stoppedAt, watchStopped } from './stopped';
import type { News } from './stopped';
import { staleTexts } from './stale_texts';
import './stale.css';

const EXCERPT = 160;
const SHOWN = 3;
const nothing: readonly never[] = [];

/** A post that was stopped because somebody else has written meanwhile: back into the field, with what is new above it. */
export const useStalePart: UsePart = ({ sync, me, room, mode, is_editing, is_disabled, composer }) => {
  const t = useTexts(staleTexts);
  const entries = useStore(sync.store, useShallow((state) => state.outbox.filter((entry) => entry.room === room.id && isStopped(entry))));
  const messages = useStore(sync.store, (state) => state.timelines.get(room.id)?.messages ?? nothing);
  const since = useSyncExternalStore(watchStopped, () => stoppedAt(room.id));
  // Of two tabs the one in front takes it.
  const isWatched = usePageWatched();
  const taken = useRef(new Set<string>());
  const waits = entries.length > 0 && (mode !== 'message' || is_editing);

  useEffect(() => {
    if (!isWatched || is_disabled || mode !== 'message' || is_editing) return;
    // The last one first: each goes in front of what stands there.
    for (const entry of entries.toReversed()) {
      const id = entry.client_message_id;
      if (taken.current.has(id)) continue;
      taken.current.add(id);
      composer.replace(putBack(entry.message, composer.text()));
      if (entry.reply) setReplyTarget(me.id, room.id, entry.reply);
      setStopped(room.id, entry.expect_seq ?? room.last_seq);
      // The text stands in the draft by now: whatever happens, it is kept once at least.
      sync.discard(id).catch(() => undefined);
    }
  }, [sync, me.id, room.id, room.last_seq, entries, isWatched, is_disabled, mode, is_editing, composer]);

  const news = since === null ? nothing : newsSince(messages, since, room, me.id);
  const known = useRef(0);
  known.current = news.at(-1)?.message.seq ?? 0;
  const forget = () => setStopped(room.id, null);

  return {
    above: waits ? (
      <div className="stale" role="alert">
        <Icon name="warning" />
        <p className="stale-title">{t('waits')}</p>
        <button type="button" className="link-button" onClick={() => composer.setMode('message')}>
          {t('to_field')}
        </button>
      </div>
    ) : (
      since !== null && mode === 'message' && <StaleBar news={news} onDismiss={forget} />
    ),
    options: () => (since === null || known.current === 0 ? {} : { expect_seq: known.current }),
    onSent: () => mode === 'message' && forget(),
    onEscape() {
      if (since !== null) forget();
      return since !== null;
    },
  };
};

function isStopped(entry: OutboxEntry): boolean {
  return entry.state === 'failed' && entry.error === 'room_moved';
}

function StaleBar({ news, onDismiss }: { news: readonly News[]; onDismiss(): void }) {
  const t = useTexts(staleTexts);
  const shown = news.slice(-SHOWN);
  const said = ({ message, by }: News) =>
    by === 'client' ? t('client_wrote') : by === 'me' ? t('i_answered') : t('colleague_answered', { name: cleanName(message.sender_name) });
  return (
    <div className="stale" role="alert">
      <Icon name="warning" />
      <div className="stale-text">
        <p className="stale-title">{t('stopped')}</p>
        {news.length > shown.length && <p className="stale-hint">{t('more', { count: news.length - shown.length })}</p>}
        {shown.map((one) => (
          <p key={one.message.id} className="stale-news">
            <span className="stale-who">{said(one)}</span> <bdi dir="auto">{excerptOf(one) || t('file')}</bdi>
          </p>
        ))}
        <p className="stale-hint">{t('stopped_hint')}</p>
      </div>
      <button type="button" className="icon-button" aria-label={t('dismiss')} title={t('dismiss')} onClick={onDismiss}>
        <Icon name="close" />
      </button>
    </div>
  );
}

function excerptOf({ message: { message } }: News): string {
  const line = cleanName(cleanText(message));
  return line.length > EXCERPT ? `${line.slice(0, EXCERPT)}…` : line;
}
