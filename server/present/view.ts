import type { SavedView } from '../../protocol/views';
import type { ViewRow } from '../models/label';

/** A view, to its own user. */
export function presentView({ id, name, rule }: ViewRow): SavedView {
  return { id, name, rule };
}
