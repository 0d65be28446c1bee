import { createContext, use, useRef, useState } from 'react';
import { fileAddress } from '../../../protocol/files';
import type { Attachment } from '../../../protocol/entities';
import type { Sync } from '../../sync/sync';

export type Files = {
  sync: Sync;
  room: number;
  /** Shows a picture or a document of the conversation large. */
  show(attachment: Attachment): void;
};

export const FilesContext = createContext<Files | null>(null);

/** The nearest conversation's files. */
export function useFiles(): Files {
  const files = use(FilesContext);
  if (!files) throw new Error('files are shown inside a conversation');
  return files;
}

export type FreshFile = {
  /** Addresses at the server by which this page reaches it. */
  url: string;
  thumbnail_url: string | null;
  download_url: string;
  /** Another number after each refresh: an image that failed is drawn anew, also at the same address. */
  turn: number;
  /** True when the address has ended or is about to. */
  isStale(): boolean;
  /** Asks for new addresses; false when there are none. */
  refresh(): Promise<boolean>;
};

const SOON_MS = 30_000;
const REFRESHES_MAX = 3;

/** A file's addresses, which end after a while: those of the first look stay until they do not work any more, so that nothing is loaded twice. */
export function useFreshFile(attachment: Attachment): FreshFile {
  const { sync } = useFiles();
  const [current, setCurrent] = useState(attachment);
  const [turn, setTurn] = useState(0);
  const tries = useRef(0);
  const shown = current.id === attachment.id ? current : attachment;
  return {
    url: fileAddress(sync.server, shown.url),
    thumbnail_url: shown.thumbnail_url === null ? null : fileAddress(sync.server, shown.thumbnail_url),
    download_url: fileAddress(sync.server, shown.url, { download: true }),
    turn,
    isStale: () => endsAt(shown.url) < Date.now() + SOON_MS,
    async refresh() {
      // A file that cannot be shown at all must not be asked for without end.
      if (!(endsAt(shown.url) < Date.now() + SOON_MS) && (tries.current += 1) > REFRESHES_MAX) return false;
      const next = await sync.uploads.refresh(attachment.id);
      if (next) {
        setCurrent(next);
        setTurn((now) => now + 1);
      }
      return next !== null;
    },
  };
}

function endsAt(url: string): number {
  const seconds = Number(/[?&]expires=(\d+)/.exec(url)?.[1]);
  return Number.isFinite(seconds) ? seconds * 1000 : Infinity;
}
