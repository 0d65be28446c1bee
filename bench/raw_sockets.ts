import { WebSocket } from 'ws';

/** A Socket.IO connection of a few lines, which answers the heartbeat and counts what comes: ten thousand of the real one would cost the driver more than the server. */
export type RawSocket = { heard(): number; ask(event: string, payload: object): Promise<unknown>; close(): void };

/** Opens the default namespace with this `auth`. Rejects when the server refuses. */
export function connectRaw(url: string, auth: object): Promise<RawSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, { perMessageDeflate: false });
  let [heard, asked] = [0, 0];
  const answers = new Map<string, (answer: unknown) => void>();
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      const [kind, rest] = [text.slice(0, 2), text.slice(2)];
      if (text === '2') socket.send('3');
      else if (text.startsWith('0')) socket.send(`40${JSON.stringify(auth)}`);
      else if (kind === '44') reject(new Error(rest));
      else if (kind === '42') heard += 1;
      else if (kind === '43') {
        const [, id = '', body = '[]'] = /^(\d+)(.*)$/s.exec(rest) ?? [];
        answers.get(id)?.((JSON.parse(body) as unknown[])[0]);
        answers.delete(id);
      } else if (kind === '40') {
        resolve({
          heard: () => heard,
          ask: (event, payload) => new Promise((answer) => {
            answers.set(String(asked), answer);
            socket.send(`42${asked}${JSON.stringify([event, payload])}`);
            asked += 1;
          }),
          close: () => socket.terminate(),
        });
      }
    });
  });
}

/** A bare WebSocket that nobody speaks over. */
export function connectBare(url: string): Promise<{ close(): void }> {
  const socket = new WebSocket(url.replace('http', 'ws'), { perMessageDeflate: false });
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => resolve({ close: () => socket.terminate() }));
  });
}
