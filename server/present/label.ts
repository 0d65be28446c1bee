import type { Label } from '../../protocol/labels';
import type { LabelRow } from '../models/label';

/** A label as one user sees it. */
export function presentLabel({ id, name, color, retired_at }: LabelRow, isEditable: boolean): Label {
  return { id, name, color, is_retired: retired_at !== null, is_editable: isEditable };
}
