/** What was copied, cut or dragged in one of the rooms on screen. */
export type Copied = { text: string; room: number; order: number };

/** The last ones, newest at the end: systems keep a history of the clipboard, too. */
let copied: readonly Copied[] = [];
const KEPT = 10;
let windows: BroadcastChannel | null = null;

/** Shorter pieces are numbers and single words: they belong to nobody. */
const SHORTEST = 12;
const plain = (text: string) => text.replace(/\s+/g, ' ').trim();

/** Remembers what was taken out of a room, in every window of this browser: the clipboard is one for all. */
export function remember(text: string, room: number, order: number): void {
  const piece = { text: plain(text), room, order };
  if (piece.text.length < SHORTEST) return;
  keep(piece);
  windows?.postMessage(piece);
}

function keep(piece: Copied): void {
  copied = [...copied.slice(1 - KEPT), piece];
}

/** Hears what is copied in other windows of the same account; returns how to stop. The next one at this place has copied nothing. */
export function shareCopied(user: number): () => void {
  const channel = new BroadcastChannel(`orderline-copied ${user}`);
  channel.onmessage = ({ data }: MessageEvent<Copied>) => keep(data);
  windows = channel;
  return () => {
    channel.close();
    if (windows === channel) windows = null;
    copied = [];
  };
}

/** Where a pasted text was copied, if that was another room than this one. */
export function foreignOrigin(pasted: string, room: number): Copied | null {
  const text = plain(pasted);
  const origin = copied.findLast((piece) => piece.text === text);
  return origin && origin.room !== room ? origin : null;
}

/** Whether a text still holds what was pasted. */
export function holdsPiece(text: string, piece: Copied): boolean {
  return plain(text).includes(piece.text);
}
