import { WebSocket } from 'ws';
import type { PlainFrame } from '../../protocol/plain_socket';
import type { Message } from '../../protocol/entities';

const TYPING_GONE_MS = 2_000;
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 1_000;
const WAIT_MS = 30_000;

/**
 * What a front end of before does with its socket: it knows three kinds of frames, keeps messages apart by id, comes back by itself, later
 * each time, and takes the sign of typing away when nobody has typed for two seconds.
 */
export class OldFrontEnd {
  readonly messages = new Map<number, Message>();
  readonly frames: PlainFrame[] = [];
  readonly closes: number[] = [];
  histories = 0;
  isTyping = false;
  private socket: WebSocket | undefined;
  private wait = FIRST_WAIT_MS;
  private typing: NodeJS.Timeout | undefined;
  private again: NodeJS.Timeout | undefined;
  private readonly watchers = new Set<() => void>();

  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {
    this.connect();
  }

  private connect(): void {
    const socket = new WebSocket(this.url, { headers: { Cookie: `access_token=${this.token}` } });
    this.socket = socket;
    socket.on('open', () => (this.wait = FIRST_WAIT_MS));
    socket.on('message', (data) => this.receive(JSON.parse(String(data as Buffer)) as PlainFrame));
    socket.on('error', () => undefined);
    socket.on('close', (code) => {
      this.closes.push(code);
      this.look();
      if (this.socket !== socket) return;
      this.again = setTimeout(() => this.connect(), this.wait);
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT_MS);
    });
  }

  private receive(frame: PlainFrame): void {
    this.frames.push(frame);
    if (frame.type === 'message_history') {
      this.histories += 1;
      for (const message of frame.messages) this.messages.set(message.id, message);
    }
    if (frame.type === 'chat_message') this.messages.set(frame.message.id, frame.message);
    if (frame.type === 'user_typing') {
      clearTimeout(this.typing);
      this.isTyping = frame.is_typing;
      if (frame.is_typing) {
        this.typing = setTimeout(() => {
          this.isTyping = false;
          this.look();
        }, TYPING_GONE_MS);
      }
    }
    this.look();
  }

  send(frame: unknown): void {
    this.socket!.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
  }

  /** What it shows, in order. */
  texts(): string[] {
    return [...this.messages.values()].sort((a, b) => a.seq - b.seq).map(({ message }) => message);
  }

  until(fits: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => end(() => reject(new Error(`it did not come to that; ${JSON.stringify(this.frames.at(-1))}, closed ${this.closes.join()}`))), WAIT_MS);
      const end = (then: () => void) => {
        clearTimeout(timer);
        this.watchers.delete(look);
        then();
      };
      const look = () => fits() && end(resolve);
      this.watchers.add(look);
      look();
    });
  }

  private look(): void {
    for (const watcher of [...this.watchers]) watcher();
  }

  close(): void {
    const { socket } = this;
    this.socket = undefined;
    clearTimeout(this.again);
    clearTimeout(this.typing);
    socket?.terminate();
  }
}
