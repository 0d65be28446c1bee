import { useState } from 'react';
import type { Transfer } from '../../../protocol/transfers';
import { timeText } from '../../chat/dates';
import { useLanguage, useTexts } from '../../chat/language';
import { fullName } from '../../chat/names';
import { useChat, useConsole } from '../context';
import { teamProblem } from '../team/SeatActions';
import { floorTexts } from './floor_texts';
import './floor.css';

/** Above the list: what colleagues offer, what is offered to them, and how that ended; and that one is away. */
export function TransferCards() {
  const t = useTexts(floorTexts);
  const { me } = useConsole();
  const transfers = useChat((state) => state.transfers);
  const shown = transfers.filter(({ state, giver }) => state === 'offered' || (giver.id === me.id && state !== 'accepted'));
  return (
    <>
      <AwayLine />
      {shown.length > 0 && (
        <section className="transfers" aria-label={t('cards')}>
          {shown.map((transfer) => (
            <Card key={transfer.id} transfer={transfer} />
          ))}
        </section>
      )}
    </>
  );
}

function Card({ transfer }: { transfer: Transfer }) {
  const t = useTexts(floorTexts);
  const language = useLanguage();
  const { me, sync, openRoom } = useConsole();
  const [problem, setProblem] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const { id, state, giver, receiver, comment, orders, lapses_at } = transfer;
  const isIncoming = receiver.id === me.id;
  const owed = orders.filter(({ owed_since }) => owed_since !== null).length;
  const run = (work: Promise<unknown> | undefined) => {
    setIsBusy(true);
    setProblem('');
    work?.catch((error: unknown) => setProblem(teamProblem(error, language))).finally(() => setIsBusy(false));
  };
  const accept = async () => {
    await sync.floor?.answer(id, true);
    const room = orders.length === 1 ? orders[0]?.room : null;
    if (room != null) openRoom(room);
  };
  return (
    <article className={`transfer ${isIncoming ? 'is-incoming' : ''}`} role={isIncoming || state !== 'offered' ? 'alert' : undefined} data-transfer={id}>
      <p className="transfer-title">{titleOf(transfer, isIncoming, t)}</p>
      {comment !== '' && state === 'offered' && (
        <p className="transfer-comment" dir="auto">
          {comment}
        </p>
      )}
      {state === 'offered' && (
        <p className="transfer-more">
          {[orders.length === 1 ? orders[0]?.order_title : null, owed > 0 && (orders.length === 1 ? t('owed_in_one') : t('owed_in', { count: owed })), t('lapses', { time: timeText(lapses_at, language) })].filter(Boolean).join(' · ')}
        </p>
      )}
      <div className="transfer-buttons">
        {state === 'offered' && isIncoming && (
          <>
            <button type="button" className="button button-main" data-action="accept_transfer" disabled={isBusy} onClick={() => run(accept())}>
              {t('accept')}
            </button>
            <button type="button" className="button" disabled={isBusy} onClick={() => run(sync.floor?.answer(id, false))}>
              {t('decline')}
            </button>
          </>
        )}
        {state === 'offered' && !isIncoming && (
          <button type="button" className="button" disabled={isBusy} onClick={() => run(sync.floor?.cancel(id))}>
            {t('cancel_offer')}
          </button>
        )}
        {state !== 'offered' && giver.id === me.id && (
          <button type="button" className="button" disabled={isBusy} onClick={() => run(sync.floor?.dismiss(id))}>
            {t('dismiss')}
          </button>
        )}
      </div>
      {problem !== '' && (
        <p className="queue-problem" role="alert">
          {problem}
        </p>
      )}
    </article>
  );
}

type Say = ReturnType<typeof useTexts<typeof floorTexts>>;

function titleOf({ state, giver, receiver, orders }: Transfer, isIncoming: boolean, t: Say): string {
  const [order, count] = [orders[0]?.order ?? '', orders.length];
  const name = fullName(isIncoming ? giver : receiver);
  if (state === 'declined') return count === 1 ? t('declined', { name, order }) : t('declined_many', { name, count });
  if (state === 'lapsed') return count === 1 ? t('lapsed', { name, order }) : t('lapsed_many', { name, count });
  if (isIncoming) return count === 1 ? t('incoming_one', { name, order }) : t('incoming_many', { name, count });
  return count === 1 ? t('outgoing_one', { name, order }) : t('outgoing_many', { name, count });
}

/** That no orders come now, and the way back. */
function AwayLine() {
  const t = useTexts(floorTexts);
  const language = useLanguage();
  const { me, sync } = useConsole();
  const mine = useChat((state) => state.floor.find(({ user }) => user.id === me.id));
  if (!mine?.is_away) return null;
  return (
    <p className="away-line" role="status">
      <span>{mine.away_until === null ? t('you_are_away') : t('you_are_away_until', { time: timeText(mine.away_until, language) })}</span>
      <button type="button" className="button" onClick={() => void sync.floor?.setAway(false).catch(() => undefined)}>
        {t('come_back')}
      </button>
    </p>
  );
}
