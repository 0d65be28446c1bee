import { Dropdown } from 'antd';
import { Avatar } from '../../chat/Avatar';
import { useTexts } from '../../chat/language';
import { fullName } from '../../chat/names';
import { adminTexts } from '../admin/admin_texts';
import { useConsole, useT } from '../context';
import { IconButton } from '../IconButton';
import { laterTexts } from '../later/later_texts';
import { ChevronIcon, ClockIcon, KeyboardIcon, PeopleIcon, PlusIcon, SettingsIcon, SignOutIcon } from '../icons';

/** Who is signed in, with his menu, and "open chat". */
export function InboxHeader() {
  const t = useT();
  const ta = useTexts(adminTexts);
  const tl = useTexts(laterTexts);
  const { desk, me, signOut } = useConsole();
  const name = fullName(me);
  const items = [
    { key: 'scheduled', icon: <ClockIcon />, label: tl('scheduled_all') },
    { key: 'settings', icon: <SettingsIcon />, label: t('settings') },
    ...(me.role === 'admin' ? [{ key: 'admin', icon: <PeopleIcon />, label: ta('admin') }] : []),
    { key: 'keys', icon: <KeyboardIcon />, label: t('keys_title') },
    { type: 'divider' as const },
    { key: 'sign_out', icon: <SignOutIcon />, label: t('sign_out') },
  ];
  const onClick = ({ key }: { key: string }) => {
    if (key === 'sign_out') void signOut();
    else if (key === 'admin') desk.setState({ section: 'users' });
    else if (key === 'settings' || key === 'keys' || key === 'scheduled') desk.setState({ dialog: key });
  };
  return (
    <header className="inbox-header">
      <Dropdown menu={{ items, onClick }} trigger={['click']} placement="bottomLeft" autoFocus>
        <button type="button" className="account" aria-haspopup="menu">
          <Avatar id={me.id} name={name} size="s" />
          <span className="account-name">
            <span className="visually-hidden">{t('account_menu')} </span>
            {name}
          </span>
          <ChevronIcon size={14} />
        </button>
      </Dropdown>
      <IconButton name={t('settings')} action="settings" onClick={() => desk.setState({ dialog: 'settings' })}>
        <SettingsIcon />
      </IconButton>
      <IconButton name={t('open_chat')} action="open_order" onClick={() => desk.setState({ dialog: 'open_order' })}>
        <PlusIcon />
      </IconButton>
    </header>
  );
}
