import { emptyChat } from '../store/chat';
import type { ChatStore, Connection } from '../store/chat';
import type { Renewal } from './auth';
import type { Cache } from './cache';
import type { CatchUp } from './catch_up';
import type { Changes } from './changes';
import type { Connecting } from './connection';
import type { DraftSync } from './draft_sync';
import type { FactQueue } from './fact_queue';
import type { Foreign } from './foreign';
import type { NotesPart } from './notes';
import type { Outbox } from './outbox';
import type { UploadsInside } from './uploads';

/** What belongs to a user, or ends with him. */
export type BelongingParts = {
  cache: Cache | undefined;
  catchUp: CatchUp;
  changes: Changes;
  connecting: Connecting;
  drafts: DraftSync;
  facts: FactQueue;
  foreign: Foreign;
  notes: NotesPart;
  outbox: Outbox;
  uploads: UploadsInside;
  /** Ends what is under way for whoever is signed in. */
  halt(): void;
};

/** What the rest of the sync layer tells it. */
export type Belonging = {
  /** A sign-in was renewed, or could not be. */
  renewed(renewal: Renewal): void;
  /** Begins with what this device has kept, and then connects. */
  begin(cache: Cache): Promise<void>;
  /** A beginning that is under way comes to nothing. */
  stop(): void;
  /** Forgets everything of a user; what he had not sent stays kept for him. */
  forget(connection: Connection): void;
};

/** Whose the page is: what it takes up with a user, and gives up with him. */
export function createBelonging(store: ChatStore, parts: BelongingParts): Belonging {
  const { cache, catchUp, changes, connecting, drafts, facts, foreign, notes, outbox, uploads } = parts;
  let beginning = 0;

  /** What this user had left unsent. */
  function takeUp(user: number): void {
    outbox.start(user);
    drafts.start(user);
    changes.start(user);
    uploads.start(user, outbox.loaded);
  }

  function forget(connection: Connection): void {
    parts.halt();
    cache?.stop();
    foreign.stop();
    notes.forget();
    drafts.stop();
    uploads.stop();
    void outbox.stop();
    changes.stop();
    catchUp.reset();
    store.setState({ ...emptyChat, connection }, true);
    foreign.start();
  }

  /** The sign-in is somebody else's now: the connection is not his, nor is what it has brought. */
  function giveWay(): void {
    facts.flush();
    forget('connecting');
    connecting.renewLink();
  }

  return {
    renewed(renewal) {
      const { me, connection } = store.getState();
      // The answer to a question from before the sign-out.
      if (!renewal.ok || connection === 'signed_out') return;
      if (me && me.id !== renewal.user.id) giveWay();
      store.setState({ me: renewal.user });
      cache?.belongTo(renewal.user);
      takeUp(renewal.user.id);
    },
    async begin(from) {
      const mine = (beginning += 1);
      const kept = await from.restore();
      if (mine !== beginning) return;
      if (kept) {
        catchUp.resume(kept.cursor);
        takeUp(kept.user);
      }
      connecting.start();
    },
    stop: () => void (beginning += 1),
    forget,
  };
}
