// One client that does harm, in a process of its own, so that what it costs its own process is not taken for what it costs the server. It is
// told over IPC: {deed, url, token, room, post}, {report: true}, {end: true}. What it does goes on until its end.
import { connect } from 'node:net';
import WebSocket from 'ws';

/** Of everything so many at once: as much as one person's devices would. */
const CONNECTIONS = 5;
/** What one connection sends in one go, before it looks at what came. */
const VOLLEY = 200;

const seen = { sent: 0, answered: 0, refused: 0, cutOff: 0 };
let given;

const count = (text) => {
  if (text.includes('"ok":true')) seen.answered += 1;
  else seen.refused += 1;
};

/** Calls `deed` on a socket that is let in, whenever there is one; comes back at once when it is cut off. */
function comeBack(deed) {
  const socket = new WebSocket(`${given.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, { perMessageDeflate: false });
  let isIn = false;
  socket.on('message', (bytes) => {
    const text = String(bytes);
    if (text[0] === '2') socket.send('3');
    else if (text[0] === '0') socket.send(`40${JSON.stringify({ token: given.token })}`);
    else if (text.startsWith('40')) {
      isIn = true;
      deed(socket);
    } else if (text.startsWith('43')) count(text);
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    if (isIn) seen.cutOff += 1;
    setTimeout(comeBack, 100, deed);
  });
}

function send(socket, frame) {
  if (socket.readyState !== WebSocket.OPEN) return;
  seen.sent += 1;
  socket.send(frame);
}

/** Calls `deed` so often, for as long as the socket is open, and no sooner again than what it sent is gone. */
function goOn(socket, deed, everyMs = 0) {
  if (socket.readyState !== WebSocket.OPEN) return;
  if (socket.bufferedAmount === 0) deed();
  setTimeout(goOn, everyMs, socket, deed, everyMs);
}

const request = (id, name, payload) => `42${id}${JSON.stringify([name, payload])}`;

/** Bytes straight onto a connection, which is then left as it is until the server ends it. */
function rawly(head, more, everyMs) {
  const socket = connect(Number(new URL(given.url).port), '127.0.0.1', () => socket.write(head));
  const timer = setInterval(() => more !== null && socket.writable && (seen.sent += 1) && socket.write(more), everyMs);
  socket.on('error', () => undefined);
  socket.on('data', () => (seen.refused += 1));
  socket.on('close', () => {
    seen.cutOff += 1;
    clearInterval(timer);
    setTimeout(rawly, 100, head, more, everyMs);
  });
}

const deeds = {
  /** Asks for what costs most and says what it has said, as fast as the wire takes it. */
  flood() {
    const frames = [
      request(1, 'message:post', given.post),
      request(2, 'inbox:catch_up', {}),
      request(3, 'room:open', { room: given.room }),
      request(4, 'typing:set', { room: given.room, is_typing: true }),
    ];
    for (let number = 0; number < CONNECTIONS; number += 1) {
      comeBack((socket) =>
        goOn(socket, () => {
          for (let sent = 0; sent < VOLLEY; sent += 1) send(socket, frames[sent % frames.length]);
        }),
      );
    }
  },
  /** More than may be: frames, texts, bodies, heads. */
  huge() {
    const frames = [request(1, 'message:post', { ...given.post, message: 'ж'.repeat(30_000) }), request(2, 'message:post', { ...given.post, message: 'x'.repeat(8 * 1024 * 1024) })];
    for (const [index, frame] of [0, 1, 1, 1, 0].map((which) => [which, frames[which]])) comeBack((socket) => goOn(socket, () => send(socket, frame), index === 0 ? 10 : 0));
    const head = (path, type, length) => `POST ${path} HTTP/1.1\r\nHost: pest\r\nAuthorization: Bearer ${given.token}\r\nContent-Type: ${type}\r\n${length}\r\n\r\n`;
    const bytes = Buffer.alloc(256 * 1024, 120);
    rawly(head('/api/chat/messages', 'application/json', 'Content-Length: 1000000000'), bytes, 10);
    rawly(head('/api/chat/messages', 'application/json', 'Transfer-Encoding: chunked'), Buffer.concat([Buffer.from('40000\r\n'), bytes, Buffer.from('\r\n')]), 10);
    rawly('GET / HTTP/1.1\r\nX-Huge: ', bytes, 10);
  },
  /** What no client of ours would say. */
  malformed() {
    const deep = `42["message:post",${'['.repeat(30_000)}${']'.repeat(30_000)}]`;
    const wrong = [
      ['42["message:post",{"room":', '421["message:post",null]', `422["room:open",{"room":"${given.room}","__proto__":{"room":1}}]`, '4299999999999999999999["inbox:catch_up",{}]', '423[]', '424["inbox:catch_up",[[[[[]]]]]]'],
      [deep],
      ['451-["message:post",{"_placeholder":true,"num":0}]', '42["inbox:catch_up",{}]'],
      ['42["no:such",{}]'],
      [Buffer.alloc(60_000, 255), '9', '41/nowhere,', '40{"token":"other"}'],
    ];
    for (const frames of wrong) comeBack((socket) => goOn(socket, () => frames.forEach((frame) => send(socket, frame)), 2));
    // Requests that never end, and what is none.
    for (let number = 0; number < 50; number += 1) rawly('GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: pest\r\n', 'X-Slow: 1\r\n', 500);
    rawly('\u0000\u0001\u0002 nonsense\r\n\r\n', null, 1_000);
  },
};

process.on('message', (told) => {
  if (told.deed !== undefined) {
    given = told;
    deeds[told.deed]();
  }
  if (told.report) process.send(seen);
  if (told.end) process.exit(0);
});
process.on('disconnect', () => process.exit(0));
