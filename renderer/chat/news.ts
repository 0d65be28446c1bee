import { useEffect, useState } from 'react';

export type News = {
  /** The message above which the line "new messages" stands. */
  new_seq: number | null;
  forget(): void;
};

/** Where the line of news stands once its place was chosen: it stays while there are unread messages behind it, then moves to the next first unread one. */
export function nextNewsSeq(current: number | null, first_unread: number | null, read_seq: number, is_in_view: boolean): number | null {
  if (is_in_view || first_unread === null) return current;
  return current === null || read_seq >= current ? first_unread : current;
}

/** The line of news of an open room: at the first unread message when the room opens, later at what comes while nobody looks. */
export function useNews(is_ready: boolean, first_unread: number | null, read_seq: number, is_in_view: boolean): News {
  const [seq, setSeq] = useState<number | null | undefined>(undefined);
  // Chosen in the same pass in which the messages are first drawn: they open at the line.
  if (is_ready && seq === undefined) setSeq(first_unread);

  useEffect(() => {
    setSeq((current) => (current === undefined ? current : nextNewsSeq(current, first_unread, read_seq, is_in_view)));
  }, [first_unread, read_seq, is_in_view]);

  return { new_seq: seq ?? null, forget: () => setSeq(null) };
}
