import { useTexts } from '../../chat/language';
import { alertTexts } from '../alert_texts';
import { useConsole } from '../context';
import { Dialog } from '../dialogs/Dialog';
import { roomAtHand } from '../keys/at_hand';
import { AlertLog } from './AlertLog';

/** The log by itself; asked for from a chat it begins with that chat. */
export function AlertLogDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(alertTexts);
  const room = roomAtHand(useConsole());
  return (
    <Dialog title={t('log')} onClose={onClose} className="dialog-settings">
      <div className="settings settings-one">
        <AlertLog query={room === null ? '' : String(room.order)} />
      </div>
    </Dialog>
  );
}
