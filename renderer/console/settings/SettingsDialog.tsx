import { Button } from 'antd';
import { useConsole, useHost, useT } from '../context';
import { Writing } from '../composing/Writing';
import { Dialog } from '../dialogs/Dialog';
import { PromiseSums } from '../promises/PromiseSums';
import { RepliesSettings } from '../later/RepliesSettings';
import { AlertLog } from './AlertLog';
import { Alerts } from './Alerts';
import { Devices } from './Devices';
import { KeySettings } from './KeySettings';
import { Look } from './Look';
import { QuietHours } from './QuietHours';
import { Reminders } from './Reminders';

/** Everything that can be set, and the sign-out. */
export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { signOut, me } = useConsole();
  const version = useHost((state) => state.version);
  return (
    <Dialog title={t('settings')} onClose={onClose} className="dialog-settings">
      <div className="settings">
        <Look />
        <Writing />
        <KeySettings />
        <RepliesSettings />
        <PromiseSums />
        <Alerts />
        <QuietHours />
        <Reminders />
        <AlertLog />
        <Devices />
        <footer className="settings-foot">
          <span className="soft ellipsis">
            {me.email}
            {version && ` · ${t('about_version', { version })}`}
          </span>
          <Button onClick={() => void signOut()}>{t('sign_out')}</Button>
        </footer>
      </div>
    </Dialog>
  );
}
