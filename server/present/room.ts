import type { Room, Side } from '../../protocol/entities';
import type { MessageViewRow, ParticipantUserRow, RoomRow } from '../models/room';
import type { Priority } from '../../protocol/service_level';
import type { SignFile } from './attachment';
import { presentMessage } from './message';
import { iso, isoOrNull } from './time';
import { presentTriage } from './triage';

/** A room as one user sees it, straight from one statement, so that its numbers belong together. */
export type RoomViewRow = Omit<RoomRow, 'answered_seq' | 'waived_seq'> & {
  /** The statement's moment, and the side on which its reader stands. */
  at: Date;
  side: Side;
  /** What the client sees as owed, who knows nothing of experts' decisions. */
  unanswered_since: Date | null;
  order_title: string;
  order_status: string;
  read_seq: number;
  is_muted: boolean;
  is_pinned: boolean;
  unread_from: number | null;
  unread_count: number;
  due_at: Date | null;
  /** Null for clients, and so are the next three. */
  priority: Priority | null;
  team: number | null;
  is_answered: boolean | null;
  labels: number[] | null;
  participants: ParticipantUserRow[];
  last_message: MessageViewRow | null;
};

/** `isOnline` tells of a user id whether a device of his is connected. */
export function presentRoom(row: RoomViewRow, isOnline: (user: number) => boolean, sign: SignFile): Room {
  return {
    id: row.id,
    order: row.order,
    order_title: row.order_title,
    order_status: row.order_status,
    participants: row.participants.map((participant) => ({
      id: participant.id,
      user: {
        id: participant.user,
        first_name: participant.first_name,
        last_name: participant.last_name,
        role: participant.user_role,
      },
      role: participant.role,
      read_seq: participant.read_seq,
      last_read_at: isoOrNull(participant.last_read_at),
      joined_at: iso(participant.joined_at),
      is_online: isOnline(participant.user),
      is_responsible: participant.is_responsible,
      time_zone: participant.time_zone,
    })),
    last_message: row.last_message === null ? null : presentMessage(row.last_message, sign),
    last_seq: row.last_seq,
    last_rev: row.last_rev,
    read_seq: row.read_seq,
    unread_count: row.unread_count,
    is_muted: row.is_muted,
    is_pinned: row.is_pinned,
    unread_from: row.unread_from,
    ...(row.side === 'client' ? { owed_since: isoOrNull(row.unanswered_since) } : presentTriage(row, row.at)),
    ...(row.priority !== null && { priority: row.priority, team: row.team }),
    ...(row.is_answered !== null && { is_answered: row.is_answered }),
    ...(row.labels !== null && { labels: row.labels }),
    due_at: isoOrNull(row.due_at),
    created_at: iso(row.created_at),
    updated_at: iso(row.updated_at),
  };
}
