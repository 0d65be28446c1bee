import { Suspense, useEffect } from 'react';
import { useConsole, useDesk } from '../context';
import { Palette } from '../palette/Palette';
import { CheatSheet } from './CheatSheet';
import { AlertLogDialog, fetchDialogs, HandOverDialog, OpenOrder, ScheduledDialog, SettingsDialog, TeamDialog, ViewsDialog, WhyDialog } from './on_demand';
import { SignOut } from './SignOut';

/** The open dialog, if any. The palette and the sheet of keys are here from the start: letters typed right behind their key are theirs. */
export function Dialogs() {
  useEffect(() => void fetchDialogs(), []);
  return (
    <Suspense>
      <OpenDialog />
    </Suspense>
  );
}

function OpenDialog() {
  const { desk } = useConsole();
  const dialog = useDesk((state) => state.dialog);
  const onClose = () => desk.setState({ dialog: null });
  switch (dialog) {
    case 'settings':
      return <SettingsDialog onClose={onClose} />;
    case 'alert_log':
      return <AlertLogDialog onClose={onClose} />;
    case 'palette':
      return <Palette onClose={onClose} />;
    case 'why':
      return <WhyDialog onClose={onClose} />;
    case 'open_order':
      return <OpenOrder onClose={onClose} />;
    case 'scheduled':
      return <ScheduledDialog onClose={onClose} />;
    case 'hand_over':
      return <HandOverDialog onClose={onClose} />;
    case 'team':
      return <TeamDialog onClose={onClose} />;
    case 'views':
      return <ViewsDialog onClose={onClose} />;
    case 'keys':
      return <CheatSheet onClose={onClose} />;
    case 'sign_out':
      return <SignOut onClose={onClose} />;
    case null:
      return null;
  }
}
