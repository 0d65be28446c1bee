import { Dropdown } from 'antd';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import type { User } from '../../../protocol/entities';
import { useLanguage, useTexts } from '../../chat/language';
import { fullName } from '../../chat/names';
import { listedRooms } from '../../store/views';
import { useChat, useConsole, useDesk } from '../context';
import { Dialog } from '../dialogs/Dialog';
import { askToHandOver } from '../floor/floor_actions';
import { IconButton } from '../IconButton';
import { ChatIcon, CloseIcon, DoneIcon, LabelIcon, PeopleIcon, ReopenIcon, SnoozeIcon, WaiveIcon } from '../icons';
import { StackDialog } from '../same_question/StackDialog';
import { teamProblem } from '../team/SeatActions';
import { SnoozeForm } from '../triage/SnoozeForm';
import { bulkTexts } from './bulk_texts';
import type { Deed } from './deeds';
import { runDeed } from './run';
import { noSelection, seenOf, seenUpTo, selectAll, type Seen } from './selection';
import './bulk.css';

/** More than these nobody can read through before sending. */
const REPLY_MAX = 50;

/** What can be done to the selected rooms. */
export function BulkBar() {
  const t = useTexts(bulkTexts);
  const value = useConsole();
  const { desk, sync, me } = value;
  const selected = useDesk((state) => state.selected);
  const { sort, filter, query } = { sort: useDesk((state) => state.sort), filter: useDesk((state) => state.filter), query: useDeferredValue(useDesk((state) => state.query)).trim() };
  const listed = useChat((state) => listedRooms(state, sort, filter, query));
  const rooms = useChat((state) => state.rooms);
  const isRunning = useDesk((state) => state.bulk?.is_running ?? false);
  const [snoozing, setSnoozing] = useState<Date | null>(null);
  const [replying, setReplying] = useState<readonly number[] | null>(null);
  const [answer, setAnswer] = useState('');
  const [problem, setProblem] = useState('');
  // What is not the expert's any more cannot be selected either; what has left the list stays selected, and is counted.
  const ids = [...selected].filter((id) => rooms.has(id));
  const inSight = listed.filter(({ id }) => selected.has(id)).length;
  // A client who writes after his room was selected is not waved away with the others.
  const seen = useRef<Seen>(new Map());
  useEffect(() => void (seen.current = seenOf(seen.current, selected, sync.store.getState().rooms)), [selected, sync]);
  const run = async (deed: Deed) => {
    setProblem('');
    if (!(await runDeed(value, deed, ids, (room) => seenUpTo(room, seen.current, me.id)))) return;
    // With whom it did not work out is named: now he is seen.
    seen.current = seenOf(new Map(), desk.getState().selected, sync.store.getState().rooms);
  };
  const reply = () => {
    if (ids.length > REPLY_MAX) return setProblem(t('too_many', { count: REPLY_MAX }));
    setReplying(ids);
  };
  return (
    <div className="bulk-bar" role="group" aria-label={t('bar')} aria-busy={isRunning}>
      <span className="bulk-count" role="status">
        {t('selected', { count: ids.length })}
        {inSight < ids.length && <span className="bulk-out"> {t('out_of_sight', { count: ids.length - inSight })}</span>}
      </span>
      {inSight < listed.length && (
        <button type="button" className="link-button" onClick={() => desk.setState(selectAll(listedRooms(sync.store.getState(), sort, filter, query)))}>
          {t('all', { count: listed.length })}
        </button>
      )}
      <span className="bulk-deeds">
        <IconButton name={t('waive')} onClick={() => void run({ kind: 'triage', decision: { action: 'waive' } })}>
          <WaiveIcon />
        </IconButton>
        <IconButton name={t('snooze')} onClick={() => setSnoozing(new Date())}>
          <SnoozeIcon />
        </IconButton>
        <IconButton name={t('done')} onClick={() => void run({ kind: 'triage', decision: { action: 'done' } })}>
          <DoneIcon />
        </IconButton>
        <IconButton name={t('reopen')} onClick={() => void run({ kind: 'triage', decision: { action: 'reopen' } })}>
          <ReopenIcon />
        </IconButton>
        <IconButton name={t('labels')} action="labels" onClick={() => desk.setState({ labelling: ids })}>
          <LabelIcon />
        </IconButton>
        <HandMenu onDeed={(deed) => void run(deed)} onProblem={setProblem} />
        <IconButton name={t('reply')} onClick={reply}>
          <ChatIcon />
        </IconButton>
        <IconButton name={t('end')} onClick={() => desk.setState(noSelection)}>
          <CloseIcon />
        </IconButton>
      </span>
      {problem !== '' && (
        <p className="bulk-problem" role="alert">
          {problem}
        </p>
      )}
      {snoozing && (
        <Dialog title={t('snooze_many', { count: ids.length })} onClose={() => setSnoozing(null)} className="dialog-snooze">
          <SnoozeForm
            now={snoozing}
            onChoose={(until) => {
              setSnoozing(null);
              void run({ kind: 'triage', decision: { action: 'snooze', until: until.toISOString() } });
            }}
          />
        </Dialog>
      )}
      {replying && <StackDialog title={t('reply_title', { count: replying.length })} rooms={replying} is_asked={false} answer={answer} onAnswer={setAnswer} onClose={() => setReplying(null)} />}
    </div>
  );
}

/** To the queue, or a colleague into the rooms. */
function HandMenu({ onDeed, onProblem }: { onDeed(deed: Deed): void; onProblem(problem: string): void }) {
  const t = useTexts(bulkTexts);
  const language = useLanguage();
  const { sync, desk, me } = useConsole();
  const [users, setUsers] = useState<readonly User[] | null>(null);
  const others = users?.filter(({ id }) => id !== me.id) ?? [];
  const items = [
    { key: 'hand_over', label: t('to_colleagues') },
    { key: 'return', label: t('to_queue') },
    { type: 'divider' as const },
    others.length === 0
      ? { key: 'none', label: t(users === null ? 'loading' : 'nobody'), disabled: true }
      : { type: 'group' as const, label: t('invite'), children: others.map((user) => ({ key: String(user.id), label: fullName(user) })) },
  ];
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      autoFocus
      classNames={{ root: 'invite-menu' }}
      onOpenChange={(isOpen) => {
        if (isOpen) sync.notes.colleagues().then(setUsers, (error: unknown) => onProblem(teamProblem(error, language)));
      }}
      menu={{
        items,
        onClick({ key }) {
          // Whom, how many to each and why is asked there; it begins with what is selected.
          if (key === 'hand_over') askToHandOver({ desk }, null);
          else onDeed(key === 'return' ? { kind: 'return' } : { kind: 'invite', user: Number(key) });
        },
      }}
    >
      <button type="button" className="icon-button" aria-label={t('hand')} title={t('hand')} aria-haspopup="menu">
        <PeopleIcon />
      </button>
    </Dropdown>
  );
}
