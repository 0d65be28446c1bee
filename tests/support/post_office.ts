import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A letter as it came over the wire. `raw`: the bytes; `text`: its body, decoded. */
export type Received = { from: string; to: string[]; raw: string; headers: string; text: string };

/** What it says to a receiver's address; undefined: it takes the letter. */
export type Verdict = (address: string) => { code: number; text: string } | undefined;

/** A mail server on this machine that keeps what it is given. */
export type PostOffice = {
  url: string;
  port: number;
  received: Received[];
  judge(verdict: Verdict): void;
  /** Takes the next letter and hangs up before it has said so. */
  hangUpAfterNext(): void;
  /** Takes the next letter and says nothing; resolves when it is there. */
  holdNext(): Promise<void>;
  close(): Promise<void>;
};

/** Opens one; `port` 0 takes a free one. */
export async function openPostOffice(port = 0): Promise<PostOffice> {
  const received: Received[] = [];
  let verdict: Verdict = () => undefined;
  let hangsUp = false;
  let hold: (() => void) | undefined;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo({ address }, _session, callback) {
      const refused = verdict(address);
      callback(refused && Object.assign(new Error(refused.text), { responseCode: refused.code }));
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8');
        const from = session.envelope.mailFrom;
        received.push({ from: from === false ? '' : from.address, to: session.envelope.rcptTo.map(({ address }) => address), raw, headers: headersOf(raw), text: bodyOf(raw) });
        if (hold !== undefined) {
          hold();
          hold = undefined;
          return;
        }
        if (!hangsUp) return callback();
        hangsUp = false;
        lines.forEach((line) => line.destroy());
      });
    },
  });
  const lines = new Set<Socket>();
  server.server.on('connection', (line: Socket) => {
    lines.add(line);
    line.once('close', () => lines.delete(line));
  });
  server.on('error', () => undefined);
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const taken = (server.server.address() as AddressInfo).port;
  return {
    url: `smtp://127.0.0.1:${taken}`,
    port: taken,
    received,
    judge(next) {
      verdict = next;
    },
    hangUpAfterNext() {
      hangsUp = true;
    },
    holdNext: () => new Promise((resolve) => (hold = resolve)),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Unfolded, with encoded words made readable. */
function headersOf(raw: string): string {
  const folded = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  return folded.replace(/\?=\s+=\?/g, '?==?').replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_all, kind: string, word: string) =>
    kind.toLowerCase() === 'b' ? Buffer.from(word, 'base64').toString('latin1') : unquoted(word.replaceAll('_', ' ')),
  ).replace(/[\x80-\xff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'));
}

function bodyOf(raw: string): string {
  const body = raw.slice(raw.indexOf('\r\n\r\n') + 4);
  if (/^content-transfer-encoding: base64/im.test(raw)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/^content-transfer-encoding: quoted-printable/im.test(raw)) return body;
  return Buffer.from(unquoted(body.replace(/=\r\n/g, '')), 'latin1').toString('utf8');
}

const unquoted = (text: string) => text.replace(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
