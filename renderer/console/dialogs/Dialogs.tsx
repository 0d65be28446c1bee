import { useConsole, useDesk } from '../context';
import { ScheduledDialog } from '../later/ScheduledDialog';
import { SettingsDialog } from '../settings/SettingsDialog';
import { Palette } from '../palette/Palette';
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
    case 'palette':
      return <Palette onClose={onClose} />;
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
