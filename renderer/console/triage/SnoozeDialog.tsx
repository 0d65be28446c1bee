import { useTexts } from '../../chat/language';
import { useChat, useConsole, useDesk } from '../context';
import { Dialog } from '../dialogs/Dialog';
import { clientName } from '../inbox/client';
import { decide } from './decide';
import { SnoozeForm } from './SnoozeForm';
import { triageTexts } from './triage_texts';
import './triage.css';

/** Snoozing a room of the list, which has no pane to open a panel in. */
export function SnoozeDialog() {
  const t = useTexts(triageTexts);
  const value = useConsole();
  const { desk } = value;
  const snoozing = useDesk((state) => (state.snoozing?.place === 'dialog' ? state.snoozing : null));
  const room = useChat((state) => (snoozing === null ? undefined : state.rooms.get(snoozing.room)?.room));
  if (!snoozing || !room) return null;
  const close = () => desk.setState({ snoozing: null });
  return (
    <Dialog title={t('snooze_room', { name: clientName(room), order: room.order })} onClose={close} className="dialog-snooze">
      <SnoozeForm
        now={snoozing.at}
        onChoose={(until) => {
          close();
          void decide(value, room, { action: 'snooze', until: until.toISOString() });
        }}
      />
    </Dialog>
  );
}
