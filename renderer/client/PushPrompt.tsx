import './extras.css';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Room } from '../../protocol/entities';
import { useTexts } from '../chat/language';
import type { Sync } from '../sync/sync';
import { extrasTexts } from './extras_texts';
import { closePushed, enablePush, followPushed, mayAskForPush, refusePush, renewPush } from './push';

/** Offers notifications to somebody who has written and so waits for an answer. */
export function PushPrompt({ sync, room }: { sync: Sync; room: Room }) {
  const t = useTexts(extrasTexts);
  const [state, setState] = useState<'may_ask' | 'denied' | 'failed' | 'over'>(() => (mayAskForPush() ? 'may_ask' : 'over'));
  const hasWritten = useStore(sync.store, ({ me, timelines }) => timelines.get(room.id)?.messages.some((message) => message.sender === me?.id) ?? false);

  useEffect(() => void renewPush(sync), [sync]);
  useEffect(() => followPushed(), []);
  useEffect(() => {
    if (room.unread_count === 0) void closePushed(room.id);
  }, [room.id, room.unread_count]);

  if (state === 'over' || !hasWritten) return null;
  if (state !== 'may_ask') {
    return (
      <p className="page-notice" role="status">
        {t(`push_${state}`)}
      </p>
    );
  }
  return (
    <section className="extra" aria-label={t('push_title')}>
      <div className="extra-texts">
        <strong>{t('push_title')}</strong>
        <p>{t('push_hint')}</p>
      </div>
      <div className="extra-buttons">
        <button type="button" className="button button-main" onClick={() => void enablePush(sync).then((outcome) => setState(outcome === 'denied' || outcome === 'failed' ? outcome : 'over'))}>
          {t('push_yes')}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => {
            refusePush();
            setState('over');
          }}
        >
          {t('push_no')}
        </button>
      </div>
    </section>
  );
}
