import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import { HISTORY_PAGE } from '../../../protocol/limits';
import { PLAIN_CLOSE, plainFrame, type PlainFrame, type PlainRequest } from '../../../protocol/plain_socket';
import { plainAccess } from '../../access';
import type { Caller } from '../../caller';
import { leftOf } from '../../domain/access_tokens';
import { postMessage } from '../../domain/messages';
import { markRead } from '../../domain/reading';
import { getRoom, history, openRoom, setTyping } from '../../domain/rooms';
import type { Happening } from '../../happening';
import type { Parts } from '../../parts';
import { Refusal } from '../../refusal';
import { ofUser } from '../../unread';
import { attempt } from '../handle';
import { permit } from '../permit';
import { createBucket } from '../bucket';
import { createLanes } from '../socket/lanes';
import type { Tell } from '../tell';
import { frameOf } from './frames';
import { createTold } from './told';

const BURST = 200;
const FAREWELL_MS = 1_000;

/** One connection: who, which room. */
export type Line = {
  caller: Caller;
  hear(happening: Happening): void;
  /** Sends the newest page, and from then on what happens. */
  open(): Promise<void>;
  /** Facts may have been missed: sends what the front end has not been told. The line stays as it is; when that fails it is tried again with the next doubt. */
  catchUp(): Promise<void>;
  take(data: unknown, isBinary: boolean): Promise<void>;
  /** False when nothing has been heard of it since it was asked last. */
  isAlive(): boolean;
  close(code: number): void;
  end(): void;
};

export function createLine(parts: Parts, socket: WebSocket, caller: Caller, room: number, token: string, tell: Tell): Line {
  const bucket = createBucket(parts.config.EVENTS_PER_SECOND, BURST);
  const lanes = createLanes<'post'>();
  /** What happened while the newest page, or what was missed, was being read; null once it is sent. */
  let waiting: Happening[] | null = [];
  const told = createTold();
  let wasHeard = true;
  const expiry = setTimeout(() => close(PLAIN_CLOSE.unauthorized), leftOf(parts, token)).unref();
  socket.on('pong', () => (wasHeard = true));
  // A slow reader is sent the newest page again when he comes back.
  const reader = parts.unread.connection(ofUser(caller.user), () => socket.terminate());
  socket.on('close', reader.end);

  const send = (frame: PlainFrame) => {
    if (socket.readyState !== socket.OPEN) return;
    const text = JSON.stringify(frame);
    const bytes = Buffer.byteLength(text);
    socket.send(text, () => reader.takeBack(bytes));
    reader.add(bytes);
  };
  const close = (code: number) => {
    socket.close(code);
    // Whoever does not answer the farewell is not waited for.
    setTimeout(() => socket.terminate(), FAREWELL_MS).unref();
  };

  const hear = (happening: Happening) => {
    if (waiting !== null) return void waiting.push(happening);
    const frame = frameOf(happening, caller, room);
    if (frame === 'lost') return close(PLAIN_CLOSE.not_found);
    if (frame === undefined) return;
    // What was read meanwhile may have it already.
    if ((frame.type === 'chat_message' || frame.type === 'message_changed') && !told.isNews(frame.message, frame.type === 'chat_message')) return;
    if (frame.type === 'messages_read') told.readBy(frame.user, frame.read_seq);
    send(frame);
  };
  const hearWhatWaited = () => {
    const meanwhile = waiting ?? [];
    waiting = null;
    for (const happening of meanwhile) hear(happening);
  };

  async function serve(request: PlainRequest): Promise<void> {
    switch (request.type) {
      case 'chat_message': {
        const { message, client_message_id = randomUUID() } = request;
        const { result, happenings } = await lanes.run('post', () => postMessage(parts, caller, { room, message, client_message_id }));
        tell(happenings);
        // A repeat happens to nobody else; its sender hears that it is stored.
        if (!result.is_new) send({ type: 'chat_message', message: result.message });
        return;
      }
      case 'typing':
        return tell((await setTyping(parts, caller, room, request.is_typing)).happenings);
      case 'mark_read':
        return tell((await markRead(parts, caller, room, undefined)).happenings);
    }
  }

  return {
    caller,
    hear,
    async open() {
      const outcome = await attempt(parts, 'ws open', caller.language, async () => {
        // Its numbers are read before the page: what comes in between is in the page, or is heard.
        const { last_rev, last_seq, participants } = await getRoom(parts, caller, room);
        return { ...(await history(parts, caller, room, { limit: HISTORY_PAGE })), last_rev, last_seq, participants };
      });
      if (!outcome.ok) return close(outcome.error.code === 'not_found' ? PLAIN_CLOSE.not_found : PLAIN_CLOSE.again);
      const { messages, participants, ...numbers } = outcome.value;
      send({ type: 'message_history', messages });
      told.upTo(numbers);
      for (const message of messages) told.isNews(message);
      for (const { user, read_seq } of participants) told.readBy(user.id, read_seq);
      hearWhatWaited();
    },
    async catchUp() {
      if (waiting !== null) return;
      waiting = [];
      for (let has_more = true; has_more && socket.readyState === socket.OPEN; ) {
        const outcome = await attempt(parts, 'ws catch up', caller.language, () => openRoom(parts, caller, room, told.rev()));
        if (!outcome.ok) {
          if (outcome.error.code === 'not_found') close(PLAIN_CLOSE.not_found);
          break;
        }
        const { messages, room: view } = outcome.value;
        has_more = outcome.value.has_more;
        for (const message of messages) {
          const type = told.kindOf(message);
          if (type !== undefined) send({ type, message });
        }
        told.upTo(has_more ? { last_rev: messages.at(-1)!.rev, last_seq: 0 } : view);
        for (const { user, read_seq } of view.participants) if (told.readBy(user.id, read_seq)) send({ type: 'messages_read', user: user.id, read_seq });
      }
      hearWhatWaited();
    },
    async take(data, isBinary) {
      // What comes behind a farewell is not heard any more.
      if (socket.readyState !== socket.OPEN) return;
      wasHeard = true;
      const begun = performance.now();
      const parsed = isBinary ? undefined : plainFrame.safeParse(jsonOf(String(data)));
      const name = parsed?.success === true ? parsed.data.type : 'unknown';
      const outcome = await attempt(parts, `ws ${name}`, caller.language, async () => {
        const wait = bucket.take();
        if (wait > 0) throw new Refusal('rate_limited', { retry_after: Math.ceil(wait) });
        if (parsed?.success !== true) throw new Refusal('bad_request');
        permit(plainAccess[parsed.data.type], caller);
        await serve(parsed.data);
      });
      parts.metrics.served(`ws ${name}`, outcome.ok ? 'ok' : outcome.error.code, (performance.now() - begun) / 1000);
      if (outcome.ok) return;
      const { code, message, retry_after } = outcome.error;
      const client_message_id = parsed?.success === true && parsed.data.type === 'chat_message' ? parsed.data.client_message_id : undefined;
      send({ type: 'error', code, message, ...(retry_after !== undefined && { retry_after }), ...(client_message_id !== undefined && { client_message_id }) });
      // Whoever has no access to the room any more is not kept.
      if (code === 'not_found') close(PLAIN_CLOSE.not_found);
    },
    isAlive() {
      const was = wasHeard;
      wasHeard = false;
      socket.ping();
      return was;
    },
    close,
    end: () => clearTimeout(expiry),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
