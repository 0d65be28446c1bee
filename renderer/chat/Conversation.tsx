import type { ReactNode } from 'react';
import type { Sync } from '../sync/sync';

/** What is on screen of a room. `is_in_view`: the page is focused and visible and the end of the conversation is on screen. */
export type View = { is_at_end: boolean; is_in_view: boolean };

export type ConversationProps = {
  sync: Sync;
  room: number;
  /** The pane that keys go to: its composer takes the focus whenever this becomes true. */
  is_active?: boolean;
  /** Told at each change, and with everything false when the conversation goes away. Keep the function stable. */
  onView?: (room: number, view: View) => void;
  /** Called when a post was put into the outbox. */
  onPosted?: (room: number) => void;
  /** Why nothing can be written here; absent or null: writing is possible. */
  disabled_reason?: string | null;
  /** Shown above the timeline, inside the conversation's region. */
  header?: ReactNode;
};

/** Timeline and composer of one room: loads, reads, posts, edits and deletes through `sync`. Fills its parent's height. */
export function Conversation(props: ConversationProps) {
  return <section className="conversation">{props.header}</section>;
}
