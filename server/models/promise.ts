import type { PromiseState } from '../../protocol/promises';

/** A promise with who made it and the state in which it is now. It never leaves the server: `present/promise` says what is shown of it. */
export type PromiseRow = {
  id: number;
  room: number;
  user: number;
  first_name: string;
  last_name: string;
  message: number;
  seq: number;
  due_at: Date;
  closed_at: Date | null;
  state: PromiseState;
  version: number;
  created_at: Date;
};
