import { absent, applyChange, applyComing, applyEvent, applyReading, applyRoom, forgetRoom } from '../store/facts';
import type { ChatStore } from '../store/chat';
import type { FactName, Facts } from '../../protocol/facts';
import type { CatchUp } from './catch_up';
import type { Opening } from './opening';
import type { DraftSync } from './draft_sync';
import type { LaterPart } from './later';
import type { NotesPart } from './notes';
import type { PromisesPart } from './promises';
import type { QueuePart } from './queue';
import type { Replies } from './replies';
import type { TeamPart } from './team';
import type { FloorPart } from './floor';
import type { ShelfPart } from './shelf';
import type { Typing } from './typing';

export type FactParts = { catchUp: CatchUp; opening: Opening; typing: Typing; team: TeamPart; queue: QueuePart; notes: NotesPart; drafts: DraftSync; later: LaterPart; promises: PromisesPart; replies: Replies; shelf: ShelfPart | undefined; floor: FloorPart | undefined; revoked(fact: Facts['session:revoked']): void };

/** What is done with each fact: the store changes first, then whatever is still missing is asked for. */
export function createFactHandlers(store: ChatStore, { catchUp, opening, typing, team, queue, notes, drafts, later, promises, replies, shelf, floor, revoked }: FactParts): { [N in FactName]: (fact: Facts[N]) => void } {
  const changed = (fact: Facts['message:posted']) => {
    const { room } = fact.message;
    // A room of which nothing is known yet comes with the next catch-up.
    if (!store.getState().rooms.has(room)) return void catchUp.run();
    store.setState((state) => applyChange(state, fact));
    opening.check(room);
  };
  return {
    'message:posted': changed,
    'message:changed': changed,
    'event:added': ({ event }) => store.setState((state) => applyEvent(state, event)),
    'room:read_moved': (fact) => {
      store.setState((state) => applyReading(state, fact));
      opening.check(fact.room);
    },
    'typing:changed': typing.heard,
    'room:changed': ({ room }) => {
      store.setState((state) => applyRoom(state, room, 'fact'));
      opening.check(room.id);
    },
    'room:left': ({ room }) => {
      store.setState((state) => absent(forgetRoom(state, room), room, true));
      opening.confirmLost(room);
    },
    'queue:changed': () => {
      queue.heard();
      // With the orders moves how much everybody has.
      floor?.loadFloor();
    },
    'viewing:changed': team.heard,
    'presence:changed': ({ user, is_online }) => store.setState((state) => applyComing(state, user, is_online)),
    'later:changed': later.heard,
    'replies:changed': () => void replies.load(),
    'labels:changed': () => shelf?.loadLabels(),
    'policies:changed': () => shelf?.loadPolicies(),
    'views:changed': () => shelf?.loadViews(),
    'teams:changed': () => floor?.loadTeams(),
    'transfer:changed': (fact) => floor?.heard(fact),
    'floor:changed': () => floor?.loadFloor(),
    'inbox:stale': catchUp.stale,
    'session:revoked': revoked,
    'note:added': notes.heard,
    'note:changed': notes.heard,
    'note:mentioned': notes.mentioned,
    'draft:changed': drafts.heard,
    'promise:changed': promises.heard,
  };
}
