import type { History, Rule, Violation } from './history';
import { deletionsHold, textsHold } from './rules/changes';
import { filesAreThose, filesAreWhole } from './rules/files';
import { noGhosts, nothingDoubled, nothingLost, nothingUnexpected, sameAnswers } from './rules/keeping';
import { denseNumbers, earlierFirst, samePictures, senderOrder } from './rules/order';
import { cursorsOnlyMoveForward, sumsAddUp, unreadIsCounted } from './rules/reading';
import { everythingTold, tellingsKeepTheirId, toldInOrder } from './rules/telling';

/** Every rule by name. What each of them says stands above it. */
export const rules = {
  nothingLost,
  nothingDoubled,
  nothingUnexpected,
  noGhosts,
  sameAnswers,
  denseNumbers,
  samePictures,
  earlierFirst,
  senderOrder,
  deletionsHold,
  textsHold,
  cursorsOnlyMoveForward,
  unreadIsCounted,
  sumsAddUp,
  filesAreWhole,
  filesAreThose,
  everythingTold,
  tellingsKeepTheirId,
  toldInOrder,
} as const satisfies Record<string, Rule>;

export type RuleName = keyof typeof rules;

/** A message may be long; what is wrong with it is said in front. */
const SAID = 500;

/** Every broken promise of a run, rule by rule. */
export function check(history: History): Violation[] {
  return Object.entries(rules).flatMap(([rule, broken]) => broken(history).map((says) => ({ rule, says: says.slice(0, SAID) })));
}

/** What a run must have had for its result to mean anything. */
export type Evidence = { acknowledged: number; wanted: number; faults: readonly { what: string; seen: number }[]; places: number };

/** Why a run proves nothing, however clean its history is. */
export function doubts({ acknowledged, wanted, faults, places }: Evidence): string[] {
  return [
    ...(acknowledged < wanted ? [`only ${acknowledged} operations were acknowledged, ${wanted} are wanted`] : []),
    ...(faults.length === 0 ? ['no fault was injected'] : []),
    ...faults.filter(({ seen }) => seen < 1).map(({ what }) => `${what} was not seen to happen`),
    ...(places < 2 ? ['there was nothing to compare'] : []),
  ];
}
