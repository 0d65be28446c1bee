import { useEffect, useRef, useState } from 'react';
import type { QueuedOrder } from '../../../protocol/queue';
import { answersOrders } from '../../../protocol/roles';
import { ageText, fullText } from '../../chat/dates';
import { useLanguage, useTexts } from '../../chat/language';
import { Name } from '../../chat/Name';
import { fullName } from '../../chat/names';
import type { TakeFailure } from '../../sync/queue';
import { useChat, useConsole, useDesk } from '../context';
import { useNow } from '../hooks';
import { ChevronIcon } from '../icons';
import { queueTexts } from './queue_texts';
import { teamProblem } from './SeatActions';
import './queue.css';

/** Above the list: how many orders wait for an expert, and since when; opened, each with a button that takes it. */
export function QueueSection() {
  const t = useTexts(queueTexts);
  const language = useLanguage();
  const { desk } = useConsole();
  const now = useNow();
  const queue = useChat((state) => state.queue);
  const isOpen = useDesk((state) => state.is_queue_open);
  const [problem, setProblem] = useState<string | null>(null);
  const oldest = queue[0];
  const section = useRef<HTMLElement>(null);
  // What is opened may stand beneath the edge of what is told above the list.
  useEffect(() => {
    if (isOpen) section.current?.scrollIntoView({ block: 'start' });
  }, [isOpen]);
  if (oldest === undefined && problem === null) return null;
  return (
    <section ref={section} className="queue" aria-label={t('queue')}>
      {oldest !== undefined && (
        <button type="button" className="queue-head" aria-expanded={isOpen} onClick={() => desk.setState({ is_queue_open: !isOpen })}>
          <span className="queue-count">{t('count', { count: queue.length })}</span>
          <span className="queue-age">{t('oldest', { age: ageText(oldest.queued_at, language, new Date(now)) })}</span>
          <ChevronIcon size={14} />
        </button>
      )}
      {isOpen && queue.length > 0 && (
        <ul className="queue-list">
          {queue.map((order) => (
            <QueueItem key={order.order} order={order} now={now} onProblem={setProblem} />
          ))}
        </ul>
      )}
      {problem !== null && (
        <p className="queue-problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}

function QueueItem({ order, now, onProblem }: { order: QueuedOrder; now: number; onProblem(problem: string | null): void }) {
  const t = useTexts(queueTexts);
  const language = useLanguage();
  const { sync, me, openRoom } = useConsole();
  const [isTaking, setIsTaking] = useState(false);
  const take = async () => {
    setIsTaking(true);
    onProblem(null);
    try {
      openRoom((await sync.queue.take(order.order)).id);
    } catch (error) {
      const { user, is_full } = error as TakeFailure;
      onProblem(is_full ? t('full') : user ? t('taken_by', { order: order.order, name: fullName(user) }) : teamProblem(error, language));
    } finally {
      setIsTaking(false);
    }
  };
  return (
    <li className="queue-item">
      <span className="queue-lines">
        <span className="queue-title ellipsis">
          #{order.order} <bdi>{order.order_title}</bdi>
        </span>
        <span className="queue-who ellipsis">
          <Name name={fullName(order.client)} />, <time dateTime={order.queued_at} title={fullText(order.queued_at, language)}>{t('waits', { age: ageText(order.queued_at, language, new Date(now)) })}</time>
        </span>
      </span>
      {answersOrders(me.role) && (
        <button type="button" className="button queue-take" aria-label={t('take_name', { order: order.order })} disabled={isTaking} onClick={() => void take()}>
          {t('take')}
        </button>
      )}
    </li>
  );
}
