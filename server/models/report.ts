/** A message as it is counted for reports. */
export type CountedMessage = { seq: number; side: 'client' | 'expert'; sender: number; created_at: Date; is_deleted: boolean };
/** Somebody said, behind this message, that what stands there needs no answer. */
export type Waiver = { after_seq: number; created_at: Date };

/** A client's wait that has ended; `expert`: who answered, null: nobody had to. */
export type Turn = { asked_seq: number; asked_at: Date; closed_at: Date; expert: number | null; is_first: boolean };
