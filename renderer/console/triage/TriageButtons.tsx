import { useEffect, useLayoutEffect, useRef } from 'react';
import type { Room } from '../../../protocol/entities';
import { useTexts } from '../../chat/language';
import { useOwnDocument } from '../../chat/own_document';
import { useConsole, useDesk } from '../context';
import { IconButton } from '../IconButton';
import { DoneIcon, ReopenIcon, SnoozeIcon, WaiveIcon } from '../icons';
import { decide, offersOf } from './decide';
import { SnoozeForm } from './SnoozeForm';
import { triageTexts } from './triage_texts';
import './triage.css';

/** What can be decided about the room, in its pane's header. Where the header is narrow the buttons give way to its menu; the snooze's panel does not. */
export function TriageButtons({ room }: { room: Room }) {
  const t = useTexts(triageTexts);
  const value = useConsole();
  const { desk } = value;
  const own = useOwnDocument();
  const snoozing = useDesk((state) => (state.snoozing?.room === room.id && state.snoozing.place === 'pane' ? state.snoozing : null));
  const offers = offersOf(room);
  const place = useRef<HTMLDivElement>(null);
  const close = () => desk.setState({ snoozing: null });

  const opener = useRef<HTMLElement>(null);
  // Before the panel takes the focus.
  useLayoutEffect(() => {
    if (snoozing) opener.current = own.activeElement as HTMLElement | null;
  }, [snoozing, own]);
  useEffect(() => {
    if (!snoozing) return;
    const onDown = (event: PointerEvent) => {
      if (!place.current?.contains(event.target as Node | null)) desk.setState({ snoozing: null });
    };
    own.addEventListener('pointerdown', onDown);
    return () => {
      own.removeEventListener('pointerdown', onDown);
      // Whoever was writing goes on writing.
      if (!own.activeElement || own.activeElement === own.body) opener.current?.focus();
    };
  }, [snoozing, desk, own]);

  return (
    <div
      className="triage-buttons"
      ref={place}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !snoozing) return;
        event.preventDefault();
        event.stopPropagation();
        close();
      }}
    >
      {offers.waive && (
        <IconButton name={t('waive')} action="waive" onClick={() => void decide(value, room, { action: 'waive' })}>
          <WaiveIcon />
        </IconButton>
      )}
      <IconButton
        name={t(room.state === 'snoozed' ? 'resnooze' : 'snooze')}
        action="snooze"
        is_pressed={snoozing !== null}
        onClick={() => desk.setState({ snoozing: snoozing ? null : { room: room.id, place: 'pane', at: new Date() } })}
      >
        <SnoozeIcon />
      </IconButton>
      {offers.done && (
        <IconButton name={t('done')} action="done" onClick={() => void decide(value, room, { action: 'done' })}>
          <DoneIcon />
        </IconButton>
      )}
      {offers.reopen && (
        <IconButton name={t('reopen')} action="reopen" onClick={() => void decide(value, room, { action: 'reopen' })}>
          <ReopenIcon />
        </IconButton>
      )}
      {snoozing && (
        <div className="snooze-panel" role="dialog" aria-label={t('snooze')}>
          <SnoozeForm
            now={snoozing.at}
            onChoose={(until) => {
              close();
              void decide(value, room, { action: 'snooze', until: until.toISOString() });
            }}
          />
        </div>
      )}
    </div>
  );
}
