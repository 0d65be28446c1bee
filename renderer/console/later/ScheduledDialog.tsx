import { useShallow } from 'zustand/react/shallow';
import { useTexts } from '../../chat/language';
import { clientOf } from '../../store/select';
import { useChat, useConsole } from '../context';
import { Dialog } from '../dialogs/Dialog';
import { clientName } from '../inbox/client';
import { laterTexts } from './later_texts';
import { ScheduledItem } from './ScheduledItem';
import { scheduledOf } from './scheduled_of';
import './later.css';

/** Everything that waits to be sent, in all rooms. */
export function ScheduledDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(laterTexts);
  const { sync, openRoom } = useConsole();
  const scheduled = useChat(useShallow((state) => scheduledOf(state.scheduled)));
  const rooms = useChat((state) => state.rooms);
  const ids = [...new Set(scheduled.map(({ room }) => room))];
  return (
    <Dialog title={t('scheduled_all')} onClose={onClose} className="dialog-scheduled">
      {ids.length === 0 && <p className="scheduled-none">{t('nothing')}</p>}
      {ids.map((id) => {
        const room = rooms.get(id)?.room;
        const client = room && clientOf(room);
        const zone = room?.participants.find(({ user }) => user.id === client?.id)?.time_zone ?? null;
        return (
          <section key={id} className="scheduled-room">
            <h3 className="scheduled-heading">
              {room ? (
                <button
                  type="button"
                  className="scheduled-link"
                  onClick={() => {
                    onClose();
                    openRoom(id);
                  }}
                >
                  {clientName(room)} · #{room.order}
                </button>
              ) : (
                t('gone_room')
              )}
            </h3>
            <ul className="scheduled-list">
              {scheduled.map((one) => one.room === id && <ScheduledItem key={one.id} scheduled={one} later={sync.later} client_zone={zone} />)}
            </ul>
          </section>
        );
      })}
    </Dialog>
  );
}
