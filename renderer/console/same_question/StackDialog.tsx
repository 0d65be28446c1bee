import { Button } from 'antd';
import { useId, useState } from 'react';
import { useTexts } from '../../chat/language';
import { cleanText } from '../../chat/clean_text';
import { MESSAGE_TEXT_MAX } from '../../../protocol/limits';
import { useChat, useConsole } from '../context';
import { Dialog } from '../dialogs/Dialog';
import { clueIn } from '../guards/clue_in';
import { previewText } from '../inbox/Preview';
import { VARIABLES } from '../later/reply_variables';
import { fateOf, textFor, type Choice } from './recipients';
import { StackRow } from './StackRow';
import { sameQuestionTexts } from './same_question_texts';

export type StackDialogProps = { rooms: readonly number[]; /** Absent: of a stack. */ title?: string; /** False: the answer goes also to whoever waits for none. */ is_asked?: boolean; /** The text for all. */ answer: string; onAnswer: (text: string) => void; onClose: () => void };

/** One answer for many clients: what each of them will get, and what became of it. Nothing goes out before the button is pressed. */
export function StackDialog({ rooms: ids, title, is_asked = true, answer: common, onAnswer, onClose }: StackDialogProps) {
  const t = useTexts(sameQuestionTexts);
  const { sync, openRoom } = useConsole();
  const rooms = useChat((state) => state.rooms);
  const outbox = useChat((state) => state.outbox);
  const answerId = useId();
  const [choices, setChoices] = useState<ReadonlyMap<number, Choice>>(
    () => new Map(ids.map((id) => [id, { is_struck: false, own: null, seen_seq: rooms.get(id)?.room.last_seq ?? 0, confirmed: null, posted: null, is_kept: false, is_asked }])),
  );
  const choose = (id: number, change: Partial<Choice>) => setChoices((before) => new Map(before).set(id, { ...before.get(id)!, ...change }));

  const rows = ids.map((id) => {
    const room = rooms.get(id)?.room;
    const choice = choices.get(id)!;
    const text = room ? textFor(room, common, choice) : '';
    // Names and numbers are looked for where there is something to read.
    return { id, room, choice, text, fate: fateOf(room, text, choice, outbox, (written) => clueIn({ rooms, me: sync.store.getState().me }, id, written)) };
  });
  const ready = rows.filter(({ fate }) => fate.kind === 'ready');
  const question = is_asked && rows.map(({ room }) => room?.last_message && previewText(room.last_message)).find(Boolean);
  const send = () => {
    for (const { id, text, choice } of ready) {
      const written = cleanText(text);
      choose(id, { posted: written });
      // Whoever has written in the meantime stops it, and it waits in that chat.
      sync.post(id, written, { expect_seq: choice.seen_seq, seen_seq: choice.seen_seq }).then(
        () => choose(id, { is_kept: true }),
        () => choose(id, { posted: null }),
      );
    }
    if (ready.length === rows.filter(({ choice }) => choice.posted === null && !choice.is_struck).length) onAnswer('');
  };
  return (
    <Dialog title={title ?? t('title')} onClose={onClose} className="dialog-stack">
      <div className="stack">
        {question && (
          <p className="stack-question">
            <bdi dir="auto">{question}</bdi>
          </p>
        )}
        <label className="field-label" htmlFor={answerId}>
          {t('answer')}
        </label>
        <textarea id={answerId} className="stack-answer" data-autofocus rows={3} dir="auto" maxLength={MESSAGE_TEXT_MAX} value={common} onChange={(event) => onAnswer(event.target.value)} />
        <p className="stack-hint">{t('variables', { list: VARIABLES.map((variable) => `{${variable}}`).join(' ') })}</p>
        <h3 className="stack-heading">{t('who_gets')}</h3>
        <ul className="stack-rows">
          {rows.map(({ id, room, choice, text, fate }) => (
            <StackRow
              key={id}
              room={room}
              choice={choice}
              text={text}
              fate={fate}
              onChoose={(change) => choose(id, change)}
              onOpen={() => {
                onClose();
                openRoom(id);
              }}
            />
          ))}
        </ul>
        <footer className="stack-foot">
          <Button onClick={onClose}>{t('close')}</Button>
          <Button type="primary" disabled={ready.length === 0} onClick={send}>
            {ready.length === 0 ? t('nothing_to_send') : t('send', { count: ready.length })}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}
