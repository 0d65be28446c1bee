import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { Draft } from '../../protocol/drafts';
import { isDraftOf, loadDraft, readDraft, saveDraftBeside, watchDrafts } from '../sync/drafts';
import type { UsePart } from './composer_part';
import { draftsTexts } from './drafts_texts';
import { Icon } from './Icon';
import { useTexts } from './language';
import { cleanName } from './names';
import { replyTarget, setReplyTarget, watchReplyTargets } from './reply_target';
import './drafts.css';

/** The draft beside its text: what is replied to is kept with it, and another device's newer draft asks before it takes its place. */
export const useDraftPart: UsePart = ({ sync, me, room, composer }) => {
  const offer = useStore(sync.store, (state) => state.draft_offers.get(room.id));
  const { server } = sync;

  useEffect(() => {
    const show = () => {
      const { reply } = readDraft(me.id, room.id, server);
      if ((reply?.id ?? null) !== (replyTarget(me.id, room.id)?.id ?? null)) setReplyTarget(me.id, room.id, reply);
    };
    const stops: (() => void)[] = [];
    let isGone = false;
    void loadDraft(me.id, room.id, server).then(() => {
      if (isGone) return;
      // What was chosen on this page a moment ago is newer than what was kept.
      if (replyTarget(me.id, room.id) === null) show();
      stops.push(
        watchReplyTargets(() => saveDraftBeside(me.id, room.id, { reply: replyTarget(me.id, room.id) }, server)),
        watchDrafts((change) => {
          if (change === 'other tab' ? !document.hasFocus() : change.by === 'server' && isDraftOf(change, me.id, room.id, server)) show();
        }),
      );
    });
    return () => {
      isGone = true;
      for (const stop of stops) stop();
    };
  }, [me.id, room.id, server]);

  if (!offer) return {};
  const choose = (choice: 'take' | 'keep') => {
    sync.drafts[choice](room.id);
    composer.focus();
  };
  return { above: <DraftOffer draft={offer} onTake={() => choose('take')} onKeep={() => choose('keep')} /> };
};

const EXCERPT = 140;

function DraftOffer({ draft, onTake, onKeep }: { draft: Draft; onTake(): void; onKeep(): void }) {
  const t = useTexts(draftsTexts);
  return (
    <div className="draft-offer" role="status">
      <Icon name="edit" />
      <div className="draft-offer-text">
        <strong>{t('newer_draft')}</strong>
        <bdi dir="auto">{cleanName(draft.message.slice(0, EXCERPT)) || t('newer_draft_empty')}</bdi>
      </div>
      <div className="draft-offer-choices">
        <button type="button" className="button" onClick={onTake}>
          {t('draft_take')}
        </button>
        <button type="button" className="button" onClick={onKeep}>
          {t('draft_keep')}
        </button>
      </div>
    </div>
  );
}
