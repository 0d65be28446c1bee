/** A row of `attachments`: an upload under way, a file that may be posted, or one of a message. */
export type AttachmentRow = {
  id: number;
  key: string;
  room: number;
  user: number;
  state: 'uploading' | 'ready' | 'dropped';
  name: string;
  size: number;
  sha256: Buffer;
  type: string | null;
  width: number | null;
  height: number | null;
  has_thumbnail: boolean;
  message: number | null;
  created_at: Date;
};

/** What is shown of a file. `epoch` is when somebody last left its room, in milliseconds: signed addresses from before are void. */
export type AttachmentViewRow = {
  id: number;
  name: string;
  size: number;
  type: string;
  sha256: string;
  width: number | null;
  height: number | null;
  has_thumbnail: boolean;
  epoch: number;
};
