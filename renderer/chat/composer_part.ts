import type { ReactNode } from 'react';
import type { Account, Message, Room } from '../../protocol/entities';
import type { PostOptions, Sync } from '../sync/sync';
import type { CompletionSource } from './completion';
import type { IconName } from './Icon';
import type { Aside } from './items';

/**
 * How something plugs into the conversation: attachments, replies, emoji, canned replies, notes, sending later.
 *
 * A part is a hook. It lives as long as its conversation (one user, one room), gets the `Place` it stands in, and returns what it adds:
 *
 *     export const useEmojiPart: UsePart = ({ composer }) => ({
 *       tools: <EmojiButton onPick={(emoji) => composer.insert(emoji)} />,
 *       completions: [emojiNames],
 *     });
 *
 * Parts of both pages stand in the list of `chat_parts.ts`; those of one page go to `Conversation` as `parts`. Both lists are constants
 * of a module: they are hooks, so they may not change while the page lives. Everything shown is in the order of the lists.
 *
 * What is asked at each key (`completions`, `actions`) should keep its identity while nothing changed: constants, or `useMemo`.
 */
export type UsePart = (place: Place) => Part;

/** Where a part stands. */
export type Place = {
  sync: Sync;
  me: Account;
  room: Room;
  /** `message`, or the key of the mode that was chosen. */
  mode: string;
  /** A stored message is being changed in the field: what parts add is not sent with an edit. */
  is_editing: boolean;
  /** Nothing can be written here now. */
  is_disabled: boolean;
  composer: ComposerHandle;
  /** Scrolls to the message with this number and marks it for a moment. */
  jump(seq: number): void;
};

/** The composer as parts and pages speak to it. The same object for as long as the conversation lives. */
export type ComposerHandle = {
  focus(): void;
  /** The text of the mode that is on, as it stands there now. */
  text(): string;
  /** Puts text at the caret, in place of what is selected. */
  insert(text: string): void;
  /** Adds text behind the message that stands there, on a line of its own; whatever else is being written stays as it is. */
  append(text: string): void;
  /** Puts text in the place of everything that stands there. */
  replace(text: string): void;
  setMode(mode: string): void;
  /**
   * Sends what stands there as Enter does, with all checks and with what the parts add, but through `deliver` instead of the outbox.
   * The field is emptied when `deliver` resolves; a rejection with an `Error` is shown below the field and keeps everything.
   * `onAccepted` is called when all checks are passed and it is about to be delivered. Resolves with whether it was delivered.
   */
  send(deliver?: Deliver, onAccepted?: () => void): Promise<boolean>;
  /** Whether something that can be sent stands there. */
  canSend(): boolean;
};

/** What goes with a text: `attachments`, `reply_to`, `expect_seq` and so on. */
export type SendOptions = PostOptions;

export type Deliver = (text: string, options: SendOptions) => Promise<void>;

/** What a part adds. Everything may be left out. */
export type Part = {
  /** Above the field: the bar of a reply, the chips of attachments. */
  above?: ReactNode;
  /** Left of the field: buttons of class `icon-button composer-tool`, each with an `aria-label`. */
  tools?: ReactNode;
  /** Right of the field, in front of the button that sends. */
  after?: ReactNode;
  /** Something without text is here, and may be sent alone. */
  has_content?: boolean;
  /** Why what stands here may not be sent now, in words for people; shown when sending is tried, and keeps everything in its place. An empty text: the part says it itself. */
  holds?: (text: string) => string | null;
  /** The same of what a stored message is about to be changed to, and what is shown above the field meanwhile. */
  holdsEdit?: (text: string) => string | null;
  aboveEdit?: ReactNode;
  /** What goes with the text that is being sent. Asked once, after all checks. */
  options?: () => SendOptions;
  /** The text and its options are kept by whoever delivers them: forget what went with it. */
  onSent?: () => void;
  /** Other ways of writing than a message, as a note. */
  modes?: readonly ComposerMode[];
  /** Lists that open over the field while a word is being typed. */
  completions?: readonly CompletionSource[];
  /** Files were pasted into the field or dropped on the conversation. */
  onFiles?: (files: readonly File[]) => void;
  /** Escape in the field: true when something was closed by it. The first that was closed is all that closes. */
  onEscape?: () => boolean;
  /** What stands between the messages; each must stay the same object while nothing changed. */
  asides?: readonly Aside[];
  /** What can be done with a message. */
  actions?: readonly MessageAction[];
};

/**
 * Another way of writing. It has a text of its own, which is never taken for a message: what was written as a note stays in the note's
 * field when the mode changes. The composer gets the class `is-<key>`.
 */
export type ComposerMode = {
  key: string;
  /** On the switch. */
  label: string;
  placeholder: string;
  /** On the button that sends. */
  send: string;
  deliver: Deliver;
};

/** A button on a message's bubble, and a key while the bubble has the focus. */
export type MessageAction = {
  key: string;
  icon: IconName;
  label: string;
  /** `KeyboardEvent.code`, as `KeyR`: the same key in every layout. */
  code?: string;
  isOffered(message: Message, is_own: boolean): boolean;
  run(message: Message): void;
};
