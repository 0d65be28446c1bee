import type { Room } from '../../../protocol/entities';
import { MESSAGE_TEXT_MAX } from '../../../protocol/limits';
import { useTexts } from '../../chat/language';
import { Name } from '../../chat/Name';
import { clientName } from '../inbox/client';
import { previewText } from '../inbox/Preview';
import type { Choice, Fate } from './recipients';
import { sameQuestionTexts } from './same_question_texts';

export type StackRowProps = {
  room: Room | undefined;
  choice: Choice;
  text: string;
  fate: Fate;
  onChoose: (change: Partial<Choice>) => void;
  onOpen: () => void;
};

/** One client of a stack: who he is, what he gets, whether it goes, and what can be done about it. */
export function StackRow({ room, choice, text, fate, onChoose, onOpen }: StackRowProps) {
  const t = useTexts(sameQuestionTexts);
  const said = useFateText(fate, room, choice.is_asked !== false);
  if (!room) return <li className="stack-row">{said}</li>;
  const name = clientName(room);
  const isOpen = choice.posted === null;
  const isEditing = isOpen && choice.own !== null && !choice.is_struck;
  return (
    <li className={`stack-row is-${fate.kind}`} data-order={room.order}>
      <p className="stack-who">
        <span className="ellipsis">
          <Name name={name} /> <span className="stack-order">#{room.order}</span>
        </span>
        <span className={`stack-fate is-${fate.kind}`}>{said}</span>
      </p>
      {isEditing ? (
        <textarea className="stack-own" aria-label={t('own_text', { name, order: room.order })} rows={2} dir="auto" maxLength={MESSAGE_TEXT_MAX} value={choice.own ?? ''} onChange={(event) => onChoose({ own: event.target.value })} />
      ) : (
        <p className="stack-text" dir="auto">
          {text}
        </p>
      )}
      {isOpen ? (
        <p className="stack-deeds">
          {(fate.kind === 'held' || (fate.kind === 'moved' && (room.owed_since !== null || choice.is_asked === false))) && (
            <button type="button" className="link-button" onClick={() => onChoose(fate.kind === 'held' ? { confirmed: text } : { seen_seq: room.last_seq })}>
              {t('anyway')}
            </button>
          )}
          {!choice.is_struck && (
            <button type="button" className="link-button" onClick={() => onChoose({ own: choice.own === null ? text : null })}>
              {t(choice.own === null ? 'edit' : 'common')}
            </button>
          )}
          <button type="button" className="link-button" onClick={() => onChoose({ is_struck: !choice.is_struck })}>
            {t(choice.is_struck ? 'restore' : 'strike')}
          </button>
        </p>
      ) : (
        fate.kind === 'stopped' && (
          <p className="stack-deeds">
            <button type="button" className="link-button" onClick={onOpen}>
              {t('open')}
            </button>
          </p>
        )
      )}
    </li>
  );
}

function useFateText(fate: Fate, room: Room | undefined, isAsked: boolean): string {
  const t = useTexts(sameQuestionTexts);
  if (fate.kind === 'unresolved') return t('fate_unresolved', { place: `{${fate.place}}` });
  if (fate.kind === 'held') return t('fate_held', { named: fate.clue.named });
  if (fate.kind !== 'moved') return t(`fate_${fate.kind}`);
  if (!room || (room.owed_since === null && isAsked)) return t('fate_answered');
  return t('fate_moved', { text: (room.last_message && previewText(room.last_message)) ?? t('file') });
}
