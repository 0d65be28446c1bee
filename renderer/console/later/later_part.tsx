import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { errorText, isErrorCode } from '../../../protocol/errors';
import type { UsePart } from '../../chat/composer_part';
import { Icon } from '../../chat/Icon';
import { useLanguage, useTexts } from '../../chat/language';
import { useOwnDocument } from '../../chat/own_document';
import { newUuid } from '../../sync/uuid';
import { laterTexts } from './later_texts';
import { ScheduledItem } from './ScheduledItem';
import { scheduledOf } from './scheduled_of';
import { WhenForm } from './WhenForm';
import './later.css';

/** Sending later: a button beside the one that sends, and the room's scheduled messages above the field. */
export const useLaterPart: UsePart = ({ sync, me, room, mode, composer, is_disabled, is_editing }) => {
  const t = useTexts(laterTexts);
  const language = useLanguage();
  const [openedAt, setOpenedAt] = useState<Date | null>(null);
  const [isEmpty, setIsEmpty] = useState(false);
  const [isListOpen, setIsListOpen] = useState(false);
  const scheduled = useStore(sync.store, useShallow((state) => scheduledOf(state.scheduled, room.id)));
  /** The last try whose end is not known: the same again is the same message. */
  const tried = useRef<{ key: string; client_message_id: string } | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const isOpen = openedAt !== null;
  const view = useOwnDocument();
  useEffect(() => {
    if (!isOpen) return;
    const onPointer = (event: PointerEvent) => {
      if (!place.current?.contains(event.target as Node)) setOpenedAt(null);
    };
    view.addEventListener('pointerdown', onPointer);
    return () => view.removeEventListener('pointerdown', onPointer);
  }, [view, isOpen]);
  if (me.role === 'client') return {};

  const client_zone = room.participants.find(({ role }) => role === 'client')?.time_zone ?? null;
  const close = () => {
    setOpenedAt(null);
    composer.focus();
  };
  const choose = (moment: Date, onlyIfQuiet: boolean) => {
    const hasFiles = sync.uploads.store.getState().uploads.some((upload) => upload.room === room.id && !upload.is_posted);
    setIsEmpty(composer.text().trim() === '' && !hasFiles);
    if (composer.text().trim() === '' && !hasFiles) return;
    setOpenedAt(null);
    void composer.send(async (text, { files = [], attachments = [], reply_to }) => {
      const key = JSON.stringify([text, moment, reply_to, files, attachments]);
      const client_message_id = tried.current?.key === key ? tried.current.client_message_id : newUuid();
      tried.current = { key, client_message_id };
      const post = {
        room: room.id,
        message: text,
        client_message_id,
        send_at: moment.toISOString(),
        ...(reply_to === undefined ? {} : { reply_to }),
        ...(attachments.length === 0 ? {} : { attachments: [...attachments] }),
        ...(onlyIfQuiet ? { expect_seq: sync.store.getState().rooms.get(room.id)?.room.last_seq ?? room.last_seq } : {}),
      };
      await sync.later.schedule(post, files).catch((error: { code?: unknown }) => {
        if (error.code === 'files_wait') throw new Error(t('files_wait'));
        throw new Error(errorText(isErrorCode(error.code) ? error.code : 'unavailable', language));
      });
      tried.current = null;
    });
  };

  const isOffered = mode === 'message' && !is_editing;
  return {
    above: isOffered && scheduled.length > 0 && (
      <section className="scheduled-bar" aria-label={t('scheduled')}>
        <button type="button" className="scheduled-toggle" aria-expanded={isListOpen} onClick={() => setIsListOpen(!isListOpen)}>
          <Icon name="later" />
          <span>{t('scheduled_count', { count: scheduled.length })}</span>
          <span className="scheduled-hint">{t(isListOpen ? 'hide' : 'show')}</span>
        </button>
        {(isListOpen || scheduled.some(({ state }) => state === 'refused')) && (
          <ul className="scheduled-list">
            {scheduled.map((one) => (isListOpen || one.state === 'refused') && <ScheduledItem key={one.id} scheduled={one} later={sync.later} client_zone={client_zone} />)}
          </ul>
        )}
      </section>
    ),
    after: isOffered && (
      <div
        ref={place}
        className="when-place"
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !isOpen) return;
          event.preventDefault();
          event.stopPropagation();
          close();
        }}
      >
        <button
          type="button"
          className="icon-button composer-tool"
          data-action="send-later"
          aria-label={t('send_later')}
          title={t('send_later')}
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          disabled={is_disabled}
          onClick={() => {
            setIsEmpty(false);
            setOpenedAt(isOpen ? null : new Date());
          }}
        >
          <Icon name="later" />
        </button>
        {openedAt && (
          <div className="when-panel" role="dialog" aria-label={t('send_later')}>
            <WhenForm now={openedAt} client_zone={client_zone} onChoose={choose} />
            {isEmpty && (
              <p className="when-problem" role="alert">
                {t('no_text')}
              </p>
            )}
          </div>
        )}
      </div>
    ),
  };
};
