import { useStore } from 'zustand';
import { Avatar } from '../../chat/Avatar';
import { useTexts } from '../../chat/language';
import { fullName } from '../../chat/names';
import { viewersOf } from '../../store/viewers';
import type { ShownViewer } from '../../store/viewers';
import { useConsole } from '../context';
import { PencilIcon } from '../icons';
import { teamTexts } from './team_texts';
import './team.css';

/** More than these are counted. */
const SHOWN = 3;

const namesOf = (viewers: readonly ShownViewer[]) => viewers.map(({ user }) => fullName(user)).join(', ');

/** The colleagues who have this room before their eyes now: initials, with a pencil on whoever writes; their names in words. */
export function Viewers({ room }: { room: number }) {
  const t = useTexts(teamTexts);
  const { sync } = useConsole();
  const viewers = useStore(sync.store, (state) => viewersOf(state, room));
  if (viewers.length === 0) return null;
  const [writing, viewing] = [viewers.filter(({ state }) => state === 'writing'), viewers.filter(({ state }) => state === 'viewing')];
  const texts = [writing.length > 0 && t('writing', { names: namesOf(writing) }), viewing.length > 0 && t('viewing', { names: namesOf(viewing) })].filter((text) => text !== false);
  const shown = [...writing, ...viewing].slice(0, SHOWN);
  return (
    <span className="viewers" title={texts.join('. ')}>
      {shown.map(({ user, state }) => (
        <span key={user.id} className={`viewer is-${state}`} aria-hidden="true">
          <Avatar id={user.id} name={fullName(user)} size="s" />
          {state === 'writing' && <PencilIcon size={10} />}
        </span>
      ))}
      {viewers.length > SHOWN && (
        <span className="viewers-more" aria-hidden="true">
          +{viewers.length - SHOWN}
        </span>
      )}
      <span className="visually-hidden">{texts.join('. ')}</span>
    </span>
  );
}
