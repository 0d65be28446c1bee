import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Person } from '../../protocol/admin';
import { ROOM_SORTS } from '../store/select';
import type { RoomSort } from '../store/select';
import { parseFilter } from '../store/views';
import type { ListFilter } from '../store/views';
import { parseLayout } from './panes/layout';
import type { Layout } from './panes/layout';
import type { Why } from './why/why';
import { noHitFilter } from './search/hit_filter';
import type { HitFilter } from './search/hit_filter';
import { noSelection } from './bulk/selection';
import type { Selection } from './bulk/selection';
import type { BulkRun } from './bulk/run';
import type { Decided } from './triage/decide';

/** The pages of the administration, in the order of its list. */
export const ADMIN_PAGES = ['users', 'teams', 'keys', 'webhooks', 'frames', 'policies', 'retention', 'audit'] as const;
export type AdminPageName = (typeof ADMIN_PAGES)[number];

export type DialogName = 'settings' | 'why' | 'alert_log' | 'palette' | 'open_order' | 'keys' | 'scheduled' | 'views' | 'hand_over' | 'team' | 'sign_out';

/** What lies on one expert's desk: panes, the list's view, the open dialog. Panes and view are remembered per user. */
export type Desk = Selection & {
  layout: Layout;
  sort: RoomSort;
  filter: ListFilter;
  query: string;
  /** What narrows the messages found for the query. */
  hits: HitFilter;
  /** The room in which a search is open. */
  searching: number | null;
  dialog: DialogName | null;
  /** The order that a link has asked for and that is not in the list: the dialog `open_order` begins with it. */
  asked_order: number | null;
  /** The page of the administration that is open in place of list and panes. */
  section: AdminPageName | 'reports' | null;
  /** Whom the audit log is about to be opened for. */
  audited: Person | null;
  /** The number that the dialog `why` explains. */
  why: Why;
  /** The pane that is being dragged, and the one over which it is. */
  dragged: { pane: number; over: number | null } | null;
  /** The room that the dialog `hand_over` is about; null: a whole shift. */
  handing: number | null;
  /** The orders that wait for an expert are listed. */
  is_queue_open: boolean;
  /** What a key has to say that led nowhere, or did what is not seen at once; another object each time. */
  notice: { about: 'nobody_waits' | 'nobody_waits_here' | 'all_pinned' | 'nothing_before' | 'stopped' | 'popup_blocked' | 'room_moved' | 'not_decided' | 'not_decided_offline' | 'too_late_to_undo' | 'live_on' | 'live_off'; name?: string } | null;
  /** The room that is about to be snoozed, and where it is asked until when. */
  snoozing: { room: number; place: 'pane' | 'dialog'; at: Date } | null;
  /** The last decision about a room, as long as undoing it is offered. */
  decided: Decided | null;
  /** The last deed on many rooms, as long as it is shown. */
  bulk: BulkRun | null;
  /** The rooms whose labels are being chosen. */
  labelling: readonly number[] | null;
  /** The view that the dialog `views` has open: one of the user's own, or a new one; null: their list. */
  editing_view: number | 'new' | null;
};

export type DeskStore = StoreApi<Desk> & {
  /** Applies a transition of layout.ts. */
  arrange(change: (layout: Layout) => Layout): void;
};

const layoutKey = (user: number) => `orderline.panes.${user}`;
const viewKey = (user: number) => `orderline.list.${user}`;

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Private mode: the desk lasts as long as the page.
  }
}

/** Forgets the desk of this user on this device, and whatever else is kept for him by name: all such keys end with his number. */
export function eraseDesk(user: number): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith('orderline.') && key.endsWith(`.${user}`)) localStorage.removeItem(key);
}

/** A stored view of the list; what is unknown is the default. */
export function parseView(text: string | null): Pick<Desk, 'sort' | 'filter'> {
  try {
    const value = (JSON.parse(text ?? '{}') ?? {}) as { sort?: unknown; filter?: unknown };
    return {
      sort: ROOM_SORTS.find((sort) => sort === value.sort) ?? 'owed',
      filter: parseFilter(value.filter) ?? 'open',
    };
  } catch {
    return { sort: 'owed', filter: 'open' };
  }
}

/** The desk of this user as he left it. */
export function createDesk(user: number): DeskStore {
  const store = createStore<Desk>()(() => ({
    layout: parseLayout(read(layoutKey(user))),
    ...parseView(read(viewKey(user))),
    query: '',
    hits: noHitFilter,
    searching: null,
    dialog: null,
    asked_order: null,
    section: null,
    audited: null,
    why: { count: 'unread', room: null },
    handing: null,
    is_queue_open: false,
    dragged: null,
    notice: null,
    snoozing: null,
    decided: null,
    ...noSelection,
    bulk: null,
    labelling: null,
    editing_view: null,
  }));
  store.subscribe((now, before) => {
    if (now.layout !== before.layout) write(layoutKey(user), now.layout);
    if (now.sort !== before.sort || now.filter !== before.filter) write(viewKey(user), { sort: now.sort, filter: now.filter });
  });
  return {
    ...store,
    arrange(change) {
      const { layout } = store.getState();
      const next = change(layout);
      if (next !== layout) store.setState({ layout: next });
    },
  };
}
