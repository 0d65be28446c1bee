import type { LabelColor } from '../../protocol/labels';
import type { ViewRule } from '../../protocol/views';

/** Rows of labels and views. They never leave the server: `present/` says what is shown of them. */

export type LabelRow = { id: number; name: string; color: LabelColor; made_by: number; retired_at: Date | null };

export type ViewRow = { id: number; user: number; name: string; rule: ViewRule; place: number };
