import { Dropdown } from 'antd';
import { answersOrders } from '../../../protocol/roles';
import { Avatar } from '../../chat/Avatar';
import { useTexts } from '../../chat/language';
import { fullName } from '../../chat/names';
import { pagesOf } from '../admin/pages_of';
import { useChat, useConsole, useT } from '../context';
import { askToHandOver } from '../floor/floor_actions';
import { floorTexts } from '../floor/floor_texts';
import { IconButton } from '../IconButton';
import { laterTexts } from '../later/later_texts';
import { ChartIcon, ChevronIcon, ClockIcon, KeyboardIcon, PeopleIcon, PlusIcon, SettingsIcon, SignOutIcon } from '../icons';

/** Who is signed in, with his menu, and "open chat". */
export function InboxHeader() {
  const t = useT();
  const tl = useTexts(laterTexts);
  const tf = useTexts(floorTexts);
  const { desk, me, signOut, sync } = useConsole();
  const isAnswering = answersOrders(me.role);
  const isAway = useChat((state) => state.floor.some(({ user, is_away }) => user.id === me.id && is_away));
  const name = fullName(me);
  const items = [
    { key: 'scheduled', icon: <ClockIcon />, label: tl('scheduled_all') },
    { key: 'settings', icon: <SettingsIcon />, label: t('settings') },
    ...(pagesOf(me.role).length > 0 ? [{ key: 'admin', icon: <PeopleIcon />, label: t('admin') }] : []),
    ...(isAnswering ? [{ key: 'shift', icon: <PeopleIcon />, label: tf('shift_end') }, { key: 'away', icon: <ClockIcon />, label: tf(isAway ? 'come_back' : 'go_away') }] : []),
    { key: 'team', icon: <PeopleIcon />, label: tf('team') },
    { key: 'reports', icon: <ChartIcon />, label: t('reports') },
    { key: 'keys', icon: <KeyboardIcon />, label: t('keys_title') },
    { type: 'divider' as const },
    { key: 'sign_out', icon: <SignOutIcon />, label: t('sign_out') },
  ];
  const onClick = ({ key }: { key: string }) => {
    if (key === 'sign_out') void signOut();
    else if (key === 'admin') desk.setState({ section: pagesOf(me.role)[0]! });
    else if (key === 'reports') desk.setState({ section: 'reports' });
    else if (key === 'shift') askToHandOver({ desk }, null);
    else if (key === 'away') void sync.floor?.setAway(!isAway).catch(() => undefined);
    else if (key === 'team' || key === 'settings' || key === 'keys' || key === 'scheduled') desk.setState({ dialog: key });
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
