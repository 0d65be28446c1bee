import { useConsole, useDesk } from '../context';
import { ScheduledDialog } from '../later/ScheduledDialog';
import { SettingsDialog } from '../settings/SettingsDialog';
import { Switcher } from '../switcher/Switcher';
import { CheatSheet } from './CheatSheet';
import { OpenOrder } from './OpenOrder';

/** The open dialog, if any. */
export function Dialogs() {
  const { desk } = useConsole();
  const dialog = useDesk((state) => state.dialog);
  const onClose = () => desk.setState({ dialog: null });
  switch (dialog) {
    case 'settings':
      return <SettingsDialog onClose={onClose} />;
    case 'switcher':
      return <Switcher onClose={onClose} />;
    case 'open_order':
      return <OpenOrder onClose={onClose} />;
    case 'scheduled':
      return <ScheduledDialog onClose={onClose} />;
    case 'keys':
      return <CheatSheet onClose={onClose} />;
    case null:
      return null;
  }
}
