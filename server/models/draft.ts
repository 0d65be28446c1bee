import type { Quote } from '../../protocol/entities';

/** A row of drafts; it never leaves the server: `present/draft` says what is shown of it. */
export type DraftRow = {
  room: number;
  message: string;
  reply_to: number | null;
  /** What is quoted of the message that is replied to. */
  reply: Quote | null;
  attachments: number[];
  version: number;
  session: number | null;
  updated_at: Date;
};
