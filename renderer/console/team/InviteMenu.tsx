import { Dropdown } from 'antd';
import { useRef, useState } from 'react';
import type { Room, User } from '../../../protocol/entities';
import { Avatar } from '../../chat/Avatar';
import { isInput, isTextArea } from '../../chat/elements';
import { useLanguage, useTexts } from '../../chat/language';
import { fullName } from '../../chat/names';
import { useConsole } from '../context';
import { PlusIcon } from '../icons';
import { teamProblem } from './SeatActions';
import { teamTexts } from './team_texts';

/** Names a colleague who is let into the room at once. */
export function InviteMenu({ room, onProblem }: { room: Room; onProblem(problem: string | null): void }) {
  const t = useTexts(teamTexts);
  const language = useLanguage();
  const { sync } = useConsole();
  const [users, setUsers] = useState<readonly User[]>([]);
  const [isOpen, setIsOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const here = new Set(room.participants.map(({ user }) => user.id));
  const others = users.filter(({ id }) => !here.has(id));
  const items =
    others.length === 0
      ? [{ key: 'nobody', label: t('invite_none'), disabled: true }]
      : others.map((user) => ({ key: String(user.id), label: fullName(user), icon: <Avatar id={user.id} name={fullName(user)} size="s" /> }));
  /** Opens when it is known who there is: a menu takes the focus into what it begins with. */
  const load = async () => {
    onProblem(null);
    try {
      setUsers(await sync.notes.colleagues());
      // Whoever has gone on to write meanwhile is not called away: his keys would go into the menu.
      const at = opener.current?.ownerDocument.activeElement ?? null;
      setIsOpen(!isInput(at) && !isTextArea(at));
    } catch (error) {
      onProblem(teamProblem(error, language));
    }
  };
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomLeft"
      autoFocus
      classNames={{ root: 'invite-menu' }}
      open={isOpen}
      onOpenChange={(wanted) => (wanted ? void load() : setIsOpen(false))}
      menu={{ items, onClick: ({ key }) => void sync.team.invite(room.id, Number(key)).catch((error: unknown) => onProblem(teamProblem(error, language))) }}
    >
      <button type="button" ref={opener} className="transcript-button invite-button" aria-haspopup="menu">
        <PlusIcon size={14} />
        {t('invite')}
      </button>
    </Dropdown>
  );
}
