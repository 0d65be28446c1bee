/** What was copied or cut last in one of the rooms on screen. */
export type Copied = { text: string; room: number; order: number };

let copied: Copied | null = null;

/** Shorter pieces are numbers and single words: they belong to nobody. */
const SHORTEST = 12;
const plain = (text: string) => text.replace(/\s+/g, ' ').trim();

/** Remembers what was taken out of a room. */
export function remember(text: string, room: number, order: number): void {
  copied = { text: plain(text), room, order };
}

/** Where a pasted text was copied, if that was another room than this one. */
export function foreignOrigin(pasted: string, room: number): Copied | null {
  const text = plain(pasted);
  return copied && copied.room !== room && copied.text === text && text.length >= SHORTEST ? { ...copied, text } : null;
}

/** Whether a text still holds what was pasted. */
export function holdsPiece(text: string, piece: Copied): boolean {
  return plain(text).includes(piece.text);
}

/** The next one at this place has copied nothing. */
export function forgetCopied(): void {
  copied = null;
}
