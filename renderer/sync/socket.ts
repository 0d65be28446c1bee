import { io } from 'socket.io-client';
import type { ManagerOptions, Socket, SocketOptions } from 'socket.io-client';
import { FACT_NAMES } from '../../protocol/facts';
import { isErrorCode } from '../../protocol/errors';
import type { FactName, Facts } from '../../protocol/facts';
import type { Language } from '../../protocol/errors';
import type { Acknowledgment, Answers, RequestError, RequestName, RequestPayload } from '../../protocol/requests';

/** `offline`: it did not go out, or the connection broke; `timeout`: no answer came. Of a post neither says whether it was stored. */
export type Failure = Omit<RequestError, 'code'> & { code: RequestError['code'] | 'offline' | 'timeout' };
export type Answer<N extends RequestName> = ({ ok: true } & Answers[N]) | { ok: false; error: Failure };
export type Request = <N extends RequestName>(name: N, payload: RequestPayload<N>, timeoutMs?: number) => Promise<Answer<N>>;

export type LinkEvents = {
  connected(): void;
  disconnected(): void;
  /** The handshake was refused by our server, or (`offline`) did not come about. */
  refused(code: RequestError['code'] | 'offline', retryAfter: number | undefined): void;
  fact<N extends FactName>(name: N, payload: Facts[N]): void;
};

export type Link = { connect(token: string): void; close(): void; isConnected(): boolean; request: Request };

const ANSWER_MS = 10_000;
const HANDSHAKE_MS = 10_000;

/** One live connection; when to try again is its owner's to decide. */
export function openLink(server: string, language: Language, events: LinkEvents): Link {
  let token = '';
  const options: Partial<ManagerOptions & SocketOptions> = {
    transports: ['websocket'],
    auth: (give) => give({ token, language }),
    autoConnect: false,
    forceNew: true,
    reconnection: false,
    timeout: HANDSHAKE_MS,
  };
  const socket: Socket = server === '' ? io(options) : io(server, options);
  socket.on('connect', () => events.connected());
  socket.on('disconnect', () => events.disconnected());
  socket.on('connect_error', (error: Error & { data?: { code?: unknown; retry_after?: unknown } }) => {
    const { code, retry_after } = error.data ?? {};
    events.refused(isErrorCode(code) ? code : 'offline', typeof retry_after === 'number' ? retry_after : undefined);
  });
  for (const name of FACT_NAMES) socket.on(name, (payload: Facts[typeof name]) => events.fact(name, payload));

  return {
    connect(fresh) {
      token = fresh;
      socket.connect();
    },
    close() {
      socket.disconnect();
    },
    isConnected: () => socket.connected,
    async request<N extends RequestName>(name: N, payload: RequestPayload<N>, timeoutMs = ANSWER_MS): Promise<Answer<N>> {
      // A disconnected socket would keep the request and send it later: the outbox is the only one to do that.
      if (!socket.connected) return failed('offline');
      try {
        const answer = (await socket.timeout(timeoutMs).emitWithAck(name, payload)) as Acknowledgment<N>;
        return answer.ok ? answer : { ok: false, error: answer.error };
      } catch {
        return failed(socket.connected ? 'timeout' : 'offline');
      }
    },
  };
}

function failed(code: 'offline' | 'timeout'): { ok: false; error: Failure } {
  return { ok: false, error: { code, message: code } };
}
