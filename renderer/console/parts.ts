import type { UsePart } from '../chat/composer_part';
import { useAwayPart } from './away/away_part';
import { useForwardPart } from './composing/forward_part';
import { useGivenDraftPart } from './floor/draft_part';
import { useGuardPart } from './guards/guard_part';
import { useHistoryPart } from './composing/history_part';
import { useMacroPart } from './macros/macro_part';
import { useCannedPart } from './later/canned_part';
import { useKeepingPart } from './later/keeping_part';
import { useLaterPart } from './later/later_part';
import { useNotePart } from './notes/note_part';
import { usePromisePart } from './promises/promise_part';
import { useTeamPart } from './team/team_part';
import { useStalePart } from './stale/stale_part';

/** What the console adds to a conversation beside what both pages have. */
export const consoleParts: readonly UsePart[] = [useStalePart, useAwayPart, useTeamPart, useGivenDraftPart, useGuardPart, useHistoryPart, useForwardPart, useNotePart, useCannedPart, useMacroPart, useKeepingPart, useLaterPart, usePromisePart];
