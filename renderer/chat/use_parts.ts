import type { Part, Place, UsePart } from './composer_part';

/** Runs the hooks of a constant list of parts. */
export function useParts(list: readonly UsePart[], place: Place): readonly Part[] {
  // The lists are constants of modules, so these hooks are called in the same order at each drawing.
  // eslint-disable-next-line react-hooks/rules-of-hooks
  return list.map((usePart) => usePart(place));
}
