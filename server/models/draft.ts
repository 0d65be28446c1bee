/** A row of drafts; it never leaves the server: `present/draft` says what is shown of it. */
export type DraftRow = {
  room: number;
  message: string;
  reply_to: number | null;
  attachments: number[];
  version: number;
  session: number | null;
  updated_at: Date;
};
