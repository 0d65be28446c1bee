import { Button } from 'antd';
import { useRef } from 'react';
import { AddAccount } from '../accounts/AddAccount';
import { useConsole, useHost, useT } from '../context';
import { Writing } from '../composing/Writing';
import { Dialog } from '../dialogs/Dialog';
import { PromiseSums } from '../promises/PromiseSums';
import { RepliesSettings } from '../later/RepliesSettings';
import { DesktopSettings } from '../shell/DesktopSettings';
import { Diagnosis } from '../shell/Diagnosis';
import { Downloads } from '../shell/Downloads';
import { AlertLog } from './AlertLog';
import { Alerts } from './Alerts';
import { Devices } from './Devices';
import { KeySettings } from './KeySettings';
import { Look } from './Look';
import { PasswordChange } from './PasswordChange';
import { QuietHours } from './QuietHours';
import { Reminders } from './Reminders';
import { SecondFactor } from './SecondFactor';
import { SettingsNav } from './SettingsNav';

/** Everything that can be set, and the sign-out. */
export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { signOut, me, host } = useConsole();
  const list = useRef<HTMLDivElement>(null);
  const version = useHost((state) => state.version);
  return (
    <Dialog title={t('settings')} onClose={onClose} className="dialog-settings">
      <div className="settings-floor">
      <SettingsNav list={list} />
      <div className="settings" ref={list}>
        <Look />
        <Writing />
        <KeySettings />
        <RepliesSettings />
        <PromiseSums />
        <Alerts />
        <QuietHours />
        <Reminders />
        <AlertLog />
        {host.shell && <DesktopSettings shell={host.shell} />}
        {host.shell && <Downloads shell={host.shell} />}
        <PasswordChange />
        <SecondFactor />
        <AddAccount />
        <Devices />
        {host.shell && <Diagnosis shell={host.shell} />}
        <footer className="settings-foot">
          <span className="soft ellipsis">
            {me.email}
            {version && ` · ${t('about_version', { version })}`}
          </span>
          <Button onClick={() => void signOut()}>{t('sign_out')}</Button>
        </footer>
      </div>
      </div>
    </Dialog>
  );
}
