import { useEffect, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { errorText, isErrorCode } from '../../../protocol/errors';
import type { Room } from '../../../protocol/entities';
import type { ExpertPromise } from '../../../protocol/promises';
import { fullText } from '../../chat/dates';
import { useLanguage, useTexts } from '../../chat/language';
import { cleanName } from '../../chat/names';
import { useChat, useConsole } from '../context';
import { useNow } from '../hooks';
import { dueText, stateNow } from './due';
import { DueForm } from './DueForm';
import { promisesTexts } from './promises_texts';
import './promises.css';

/** What was promised in a room and how it ended, the newest first; the own ones can be moved and taken back. */
export function PromiseHistory({ room }: { room: Room }) {
  const t = useTexts(promisesTexts);
  const { sync } = useConsole();
  const promises = useChat(useShallow((state) => [...state.promises.values()].filter((one) => one.room === room.id).sort((one, two) => two.id - one.id)));
  const isOnline = useChat((state) => state.connection === 'online');
  useEffect(() => {
    if (isOnline) sync.promises.load(room.id).catch(() => undefined);
    // What a colleague does is told by the room's due time.
  }, [sync, room.id, room.due_at, isOnline]);
  return (
    <section>
      <h4>{t('promises')}</h4>
      {promises.length === 0 ? (
        <p className="promise-none">{t('none')}</p>
      ) : (
        <ul className="promise-list">
          {promises.map((promise) => (
            <PromiseItem key={promise.id} promise={promise} />
          ))}
        </ul>
      )}
    </section>
  );
}

function PromiseItem({ promise }: { promise: ExpertPromise }) {
  const t = useTexts(promisesTexts);
  const language = useLanguage();
  const now = useNow();
  const { sync, me } = useConsole();
  const [isMoving, setIsMoving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const state = stateNow(promise, now);
  const settle = (deed: Promise<void>) => {
    setProblem(null);
    deed.then(
      () => setIsMoving(false),
      (error: { code?: unknown }) => setProblem(errorText(isErrorCode(error.code) ? error.code : 'unavailable', language)),
    );
  };
  const isMine = promise.user === me.id;
  const stands = promise.closed_at === null;
  return (
    <li className="promise-item">
      <p className="promise-line">
        <span title={fullText(promise.due_at, language)}>{t('by', { time: dueText(promise.due_at, language, now) })}</span>
        <span className={`promise-state is-${state}`}>{t(`state_${state}`)}</span>
      </p>
      {!isMine && <p className="promise-who">{cleanName(promise.user_name)}</p>}
      {isMoving ? (
        <DueForm due_at={promise.due_at} onChoose={(due_at) => settle(sync.promises.move(promise.id, due_at))} onClose={() => setIsMoving(false)} />
      ) : (
        <p className="promise-deeds">
          {isMine && stands && state === 'open' && (
            <button type="button" className="link-button" onClick={() => setIsMoving(true)}>
              {t('move')}
            </button>
          )}
          {isMine && stands && (
            <button type="button" className="link-button" onClick={() => settle(sync.promises.cancel(promise.id))}>
              {t('take_back')}
            </button>
          )}
          {isMine && !stands && state === 'kept' && Date.parse(promise.due_at) > now && (
            <button type="button" className="link-button" title={t('reopen_title')} onClick={() => settle(sync.promises.move(promise.id, promise.due_at))}>
              {t('reopen')}
            </button>
          )}
        </p>
      )}
      {problem && (
        <p className="due-problem" role="alert">
          {problem}
        </p>
      )}
    </li>
  );
}
