import type { Room } from '../../../protocol/entities';
import type { Language } from '../../../protocol/errors';
import type { ExpertPromise } from '../../../protocol/promises';
import type { MacroAction } from '../../../protocol/replies';
import { cleanName, fullName } from '../../chat/names';
import { translator } from '../../chat/texts';
import type { ChatState } from '../../store/chat';
import type { AskedOfMacro } from '../bulk/run';
import { undoOf, wishOf, type Deed } from '../bulk/deeds';
import { snoozeText } from '../triage/snooze_text';
import { macroTexts } from './macro_texts';

/** What macros do: in words beforehand, and as requests to the server. */

const MINUTE_MS = 60_000;
/** What lets go of the room comes last, behind what needs it. */
const ORDER: Record<MacroAction['do'], number> = { label: 0, close_promises: 1, done: 2, waive: 2, snooze: 2, return: 3, offer: 3 };

/** Whom and what a macro speaks of. */
export type MacroWorld = Pick<ChatState, 'labels' | 'teams' | 'floor' | 'me'>;

export const worldOf = ({ labels, teams, floor, me }: ChatState): MacroWorld => ({ labels, teams, floor, me });

/** In the order in which it is done. */
export function inOrder(actions: readonly MacroAction[]): readonly MacroAction[] {
  return actions.toSorted((one, two) => ORDER[one.do] - ORDER[two.do]);
}

/** What one of them will do. */
export function stepText(action: MacroAction, world: MacroWorld, language: Language, now: number): string {
  const t = translator(macroTexts, language);
  switch (action.do) {
    case 'snooze':
      return t('snooze', { time: snoozeText(new Date(now + action.minutes * MINUTE_MS).toISOString(), new Date(now), language) });
    case 'label': {
      const label = world.labels.find(({ id }) => id === action.label);
      if (!label || label.is_retired) return t('label_gone');
      return t(action.is_on ? 'label_on' : 'label_off', { label: cleanName(label.name) });
    }
    case 'return': {
      const comment = commentText(action.comment);
      if (action.team == null) return t(action.team === null ? 'return_all' : 'return') + comment;
      const team = world.teams.find(({ id }) => id === action.team);
      if (!team || team.is_closed) return t('team_gone');
      return t(isFinal(action.team, world) ? 'return_final' : 'return_team', { team: cleanName(team.name) }) + comment;
    }
    case 'offer': {
      if (action.user === world.me?.id) return t('offer_self');
      const colleague = world.floor.find(({ user }) => user.id === action.user);
      return colleague === undefined ? t('offer_gone') : t('offer', { name: fullName(colleague.user) }) + commentText(action.comment);
    }
    default:
      return t(action.do);
  }
}

const commentText = (comment: string | undefined) => (comment === undefined || comment.trim() === '' ? '' : ` («${cleanName(comment)}»)`);

/** Whether an order in this team's queue cannot be taken back by whoever put it there. */
function isFinal(team: number | null | undefined, { teams, me }: Pick<MacroWorld, 'teams' | 'me'>): boolean {
  return team != null && !(teams.find(({ id }) => id === team)?.members.some(({ id }) => id === me?.id) ?? false);
}

/** What is asked of the server; what the room has already is left out. `promises`: those of the room. */
export function askedOf(actions: readonly MacroAction[], room: Room, promises: readonly ExpertPromise[], world: Pick<MacroWorld, 'teams' | 'me'>, now: number): readonly AskedOfMacro[] {
  return inOrder(actions).flatMap((action): AskedOfMacro[] => {
    if (action.do === 'close_promises') {
      return promises
        .filter(({ closed_at }) => closed_at === null)
        .map(({ id, due_at }) => ({ room, wish: { request: 'promise:cancel', payload: { id } }, undo: () => ({ request: 'promise:move', payload: { id, due_at } }) }));
    }
    // Nobody gives to himself.
    if (action.do === 'offer' && action.user === world.me?.id) return [];
    const deed = deedOf(action, world, now);
    const wish = wishOf(room, deed);
    return wish === null ? [] : [{ room, wish, undo: (result) => undoOf(room, deed, result) }];
  });
}

function deedOf(action: Exclude<MacroAction, { do: 'close_promises' }>, world: Pick<MacroWorld, 'teams' | 'me'>, now: number): Deed {
  switch (action.do) {
    case 'label':
      return { kind: 'label', label: action.label, is_on: action.is_on };
    case 'return':
      return { kind: 'return', ...(action.team !== undefined && { team: action.team }), ...(action.comment !== undefined && { comment: action.comment }), is_final: isFinal(action.team, world) };
    case 'offer':
      return { kind: 'offer', user: action.user, comment: action.comment ?? '' };
    case 'snooze':
      return { kind: 'triage', decision: { action: 'snooze', until: new Date(now + action.minutes * MINUTE_MS).toISOString() } };
    default:
      return { kind: 'triage', decision: { action: action.do } };
  }
}
