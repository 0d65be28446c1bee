import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { errorText, isErrorCode, type Language } from '../../../protocol/errors';
import type { User } from '../../../protocol/entities';
import type { Note } from '../../../protocol/notes';
import { Avatar } from '../../chat/Avatar';
import { chatTexts } from '../../chat/chat_texts';
import type { CompletionSource } from '../../chat/completion';
import type { Deliver, UsePart } from '../../chat/composer_part';
import { useLanguage, useTexts } from '../../chat/language';
import { fullName } from '../../chat/names';
import { translator } from '../../chat/texts';
import { newUuid } from '../../sync/uuid';
import { absentees, mentionedIn, mentionOf, readersOf } from './mentions';
import { InviteOffer } from './InviteOffer';
import { NoteView } from './Note';
import { notesTexts } from './notes_texts';
import './notes.css';

const MODE = 'note';
const OFFERED = 8;
const none: readonly never[] = [];

/** Internal notes: a mode of the composer, the notes between the messages, and `@` for colleagues. */
export const useNotePart: UsePart = ({ sync, me, room, mode, composer }) => {
  const t = useTexts(notesTexts);
  const language = useLanguage();
  const notes = useStore(sync.store, (state) => state.notes.get(room.id)) ?? none;
  const isWriting = mode === MODE;
  const colleagues = useColleagues(isWriting, sync.notes.colleagues);
  /** The last try whose end is not known: the same text again is the same note. */
  const tried = useRef<{ text: string; client_note_id: string; mentions: readonly number[] } | null>(null);
  /** The text of which the writer was told that somebody mentioned will not hear of it. */
  const warned = useRef<string | null>(null);
  const [offer, setOffer] = useState<{ users: readonly User[]; problem: string | null } | null>(null);

  const onEdit = useMemo(
    () => async (note: Note, text: string) => {
      const users = await sync.notes.colleagues().catch(() => note.mentions);
      await sync.notes.edit(note.id, text, idsOf(mentionedIn(text, users))).catch((error: unknown) => fail(error, language));
    },
    [sync, language],
  );
  const onDelete = useMemo(() => (note: Note) => sync.notes.remove(note.id).catch((error: unknown) => fail(error, language)), [sync, language]);

  const onInvite = useMemo(
    () => async (users: readonly User[]) => {
      for (const user of users) await sync.team.invite(room.id, user.id).catch((error: unknown) => fail(error, language));
    },
    [sync, room.id, language],
  );
  /** Invites everybody whom the text mentions, and writes it. */
  const inviteAndWrite = async (users: readonly User[]) => {
    try {
      await onInvite(users);
    } catch (error) {
      return setOffer((known) => known && { ...known, problem: (error as Error).message });
    }
    setOffer(null);
    await composer.send();
    composer.focus();
  };

  const { participants } = room;
  const present = useMemo(() => participants.filter(({ role }) => role === 'expert').map(({ user }) => user.id).join(), [participants]);
  const asides = useMemo(() => {
    const here = new Set(present.split(',').map(Number));
    return notes.map((note) => {
      return {
        key: `note ${note.id}`,
        after_seq: note.after_seq,
        at: note.created_at,
        node: <NoteView note={note} me={me.id} absent={note.mentions.filter((user) => !here.has(user.id))} onEdit={onEdit} onDelete={onDelete} onInvite={onInvite} />,
      };
    });
  }, [notes, present, me.id, onEdit, onDelete, onInvite]);

  const completions = useMemo(() => {
    const here = new Set(present.split(',').map(Number));
    return [mentionSource(t('mentions'), t('not_here'), sync.notes.colleagues, here)];
  }, [t, sync, present]);

  if (me.role === 'client') return {};

  const deliver: Deliver = async (text) => {
    if (text.trim() === '') throw new Error(t('needs_text'));
    const users = colleagues.length > 0 ? colleagues : await sync.notes.colleagues().catch(() => readersOf(room));
    const again = tried.current?.text === text ? tried.current : null;
    const post = again ?? { text, client_note_id: newUuid(), mentions: idsOf(mentionedIn(text, users)) };
    tried.current = post;
    await sync.notes
      .post({ room: room.id, note: text, client_note_id: post.client_note_id, mentions: post.mentions })
      .catch((error: unknown) => fail(error, language));
    tried.current = null;
    warned.current = null;
    setOffer(null);
  };

  return {
    asides,
    above: isWriting && offer && <InviteOffer users={offer.users} problem={offer.problem} onInvite={() => void inviteAndWrite(offer.users)} />,
    completions: isWriting ? completions : none,
    modes: [{ key: MODE, label: t('mode'), placeholder: t('placeholder'), send: t('write'), deliver }],
    holds(text) {
      if (!isWriting || warned.current === text) return null;
      const absent = absentees(room, mentionedIn(text, colleagues));
      if (absent.length === 0) return null;
      warned.current = text;
      setOffer({ users: absent, problem: null });
      return t('told_nobody', { names: absent.map(fullName).join(', '), present: readersOf(room).map(fullName).join(', ') });
    },
  };
};

function mentionSource(label: string, notHere: string, colleagues: () => Promise<readonly User[]>, here: ReadonlySet<number>): CompletionSource {
  return {
    key: 'mention',
    label,
    opens: /(?:^|[\s(])(@((?:[\p{L}\p{M}\p{N}_.'’-]+ ?){0,3}))$/u,
    // The first list may still be on its way.
    async find(query) {
      const wanted = query.toLocaleLowerCase();
      const fits = (await colleagues()).filter((user) => {
        const name = fullName(user).toLocaleLowerCase();
        return name !== wanted.trim() && (name.startsWith(wanted) || name.split(' ').some((word) => word.startsWith(wanted)));
      });
      // Who is in the room comes first.
      const sorted = [...fits].sort((one, two) => Number(here.has(two.id)) - Number(here.has(one.id)));
      return sorted.slice(0, OFFERED).map((user) => ({
        key: String(user.id),
        insert: `${mentionOf(user)} `,
        node: (
          <>
            <Avatar id={user.id} name={fullName(user)} size="s" />
            <bdi className="ellipsis" title={fullName(user)}>{fullName(user)}</bdi>
            {!here.has(user.id) && <span className="mention-absent">{notHere}</span>}
          </>
        ),
      }));
    },
  };
}

/** The colleagues, from the first note on. */
function useColleagues(isWanted: boolean, ask: () => Promise<readonly User[]>): readonly User[] {
  const [users, setUsers] = useState<readonly User[]>(none);
  useEffect(() => {
    if (!isWanted) return;
    let isGone = false;
    ask().then((found) => !isGone && setUsers(found), () => undefined);
    return () => {
      isGone = true;
    };
  }, [isWanted, ask]);
  return users;
}

const idsOf = (users: readonly User[]): number[] => users.map((user) => user.id);

/** Throws the failure again in words for people. */
function fail(error: unknown, language: Language): never {
  const code = (error as { code?: unknown } | null)?.code;
  throw new Error(isErrorCode(code) ? errorText(code, language) : translator(chatTexts, language)('offline_try_later'));
}
