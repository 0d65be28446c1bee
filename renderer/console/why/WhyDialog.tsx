import { Button, Segmented } from 'antd';
import { useMemo } from 'react';
import { useLanguage, useTexts } from '../../chat/language';
import { useChat, useConsole, useDesk } from '../context';
import { Dialog } from '../dialogs/Dialog';
import { ServerSays } from './ServerSays';
import { WHY_COUNTS, whyNumber, whyRooms } from './why';
import type { WhyCount } from './why';
import { WhyRoomItem } from './WhyRoomItem';
import { whyTexts } from './why_texts';

const SHOWN_MAX = 200;

/** The rooms and the messages that make a number, and what the server says about it. */
export function WhyDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(whyTexts);
  const language = useLanguage();
  const { desk } = useConsole();
  const why = useDesk((state) => state.why);
  const number = useChat((state) => whyNumber(state, why));
  const rooms = useChat((state) => state.rooms);
  const deadlines = useChat((state) => state.deadlines);
  const parts = useMemo(() => whyRooms({ rooms, deadlines }, why), [rooms, deadlines, why]);
  const options = WHY_COUNTS.map((value) => ({ value, label: t(value) }));
  return (
    <Dialog title={t('why')} onClose={onClose} className="dialog-why">
      <div className="why-head">
        <Segmented<WhyCount> size="small" tabIndex={-1} aria-label={t('which')} options={options} value={why.count} onChange={(count) => desk.setState({ why: { ...why, count } })} />
        {why.room !== null && (
          <Button size="small" onClick={() => desk.setState({ why: { ...why, room: null } })}>
            {t('all_chats')}
          </Button>
        )}
      </div>
      <p className="why-sum" role="status">
        <strong>{t(`sum_${why.count}`, { count: number })}</strong> {why.room !== null && t('in_this_chat')}
      </p>
      {parts.length === 0 ? (
        <p className="soft why-nothing">{t('nothing')}</p>
      ) : (
        <ul className="why-rooms">
          {parts.slice(0, SHOWN_MAX).map((part) => (
            <WhyRoomItem key={`${part.room.id} ${why.count}`} part={part} count={why.count} is_open={why.room !== null} onClose={onClose} />
          ))}
          {parts.length > SHOWN_MAX && <li className="soft">+ {(parts.length - SHOWN_MAX).toLocaleString(language)}</li>}
        </ul>
      )}
      <ServerSays why={why} />
    </Dialog>
  );
}
