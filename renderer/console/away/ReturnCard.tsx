import { useEffect } from 'react';
import { useStore } from 'zustand';
import { ageText } from '../../chat/dates';
import { useLanguage, useTexts } from '../../chat/language';
import { useChat, useConsole } from '../context';
import { ActionKeys, IconButton } from '../IconButton';
import { CloseIcon } from '../icons';
import { sumUpAbsence, toGoThrough } from './absence';
import type { Absence } from './absence';
import { awayTexts } from './away_texts';
import './away.css';

/** What happened while its reader was away, with the way through it. It goes by Escape, or when everything was seen. */
export function ReturnCard() {
  const { away } = useConsole();
  const absence = useStore(away, (state) => state.absence);
  const isTold = useStore(away, (state) => state.is_told);
  // Escape takes the lines in the chats away too, when the card has gone by itself already.
  useEffect(() => {
    if (!absence) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      away.dismiss();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [away, absence]);
  return absence && isTold && <Card absence={absence} />;
}

function Card({ absence }: { absence: Absence }) {
  const t = useTexts(awayTexts);
  const language = useLanguage();
  const { away, me, openRoom } = useConsole();
  const rooms = useChat((state) => state.rooms);
  const visited = useStore(away, (state) => state.visited);
  const { messages, rooms: talking, owed, answered } = sumUpAbsence(absence, rooms, me.id);
  const isAllSeen = toGoThrough(absence, rooms, me.id).every((room) => visited.has(room));

  useEffect(() => {
    // Seen, answered or read: there is nothing left to lead to. The lines in the chats stay.
    if (isAllSeen && answered === 0) away.close();
  }, [away, isAllSeen, answered]);

  return (
    <section className="return-card" role="status" aria-label={t('away_title', { age: ageText(absence.left_at, language, new Date(absence.back_at)) })}>
      <header className="return-header">
        <h2>{t('away_title', { age: ageText(absence.left_at, language, new Date(absence.back_at)) })}</h2>
        <IconButton name={`${t('away_close')} (Esc)`} onClick={() => away.dismiss()}>
          <CloseIcon size={14} />
        </IconButton>
      </header>
      <ul className="return-sums">
        <li>
          {t('away_messages', { count: messages })} {t('away_rooms', { count: talking })}
        </li>
        {owed > 0 && <li className="is-owed">{t('away_owed', { count: owed })}</li>}
        {answered > 0 && <li>{t('away_answered', { count: answered })}</li>}
      </ul>
      {!isAllSeen && (
        <button
          type="button"
          className="button"
          onClick={() => {
            const room = away.next();
            if (room !== null) openRoom(room);
          }}
        >
          {t('away_go')} <ActionKeys id="go_through" />
        </button>
      )}
    </section>
  );
}
