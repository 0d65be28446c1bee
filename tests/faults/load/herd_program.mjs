// Very many plain clients in a process of their own: WebSocket frames by hand, and of each room only its last number. It is told what to do
// over IPC: {start: [{url, token, room}]}, {report: true}, {end: true}.
import WebSocket from 'ws';

const HANDSHAKE_MS = 10_000;
const ANSWER_MS = 10_000;
/** As the product's own client waits: at first shortly, then longer, and never all at the same moment. */
const waitMs = (tries) => Math.min(500 * 2 ** tries, 5_000) * (0.5 + Math.random() / 2);

const clients = [];

function open(client) {
  const socket = new WebSocket(`${client.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, { perMessageDeflate: false, handshakeTimeout: HANDSHAKE_MS });
  let asked = 0;
  const waiting = new Map();
  const ask = (name, payload) =>
    new Promise((resolve) => {
      const id = (asked += 1);
      waiting.set(id, resolve);
      setTimeout(resolve, ANSWER_MS, undefined).unref();
      socket.send(`42${id}${JSON.stringify([name, payload])}`);
    });
  const catchUp = async () => {
    for (let more = true; more; ) {
      const answer = await ask('inbox:catch_up', client.cursor === undefined ? {} : { cursor: client.cursor });
      if (answer?.ok !== true) return socket.terminate();
      for (const room of answer.rooms) {
        for (let open = room.last_rev > client.rev; open; ) {
          const opened = await ask('room:open', { room: room.id, since_rev: client.rev });
          if (opened?.ok !== true) return socket.terminate();
          for (const message of opened.messages) [client.rev, client.seq] = [Math.max(client.rev, message.rev), Math.max(client.seq, message.seq)];
          open = opened.has_more;
        }
      }
      [client.cursor, more] = [answer.cursor, answer.has_more];
    }
    client.isCaughtUp = true;
  };
  socket.on('message', (bytes) => {
    const text = String(bytes);
    if (text[0] === '2') return socket.send('3');
    if (text[0] === '0') return socket.send(`40${JSON.stringify({ token: client.token })}`);
    if (text.startsWith('40')) {
      client.tries = 0;
      return void catchUp();
    }
    if (text.startsWith('44')) {
      client.refusals += 1;
      return socket.close();
    }
    const [, id, json] = /^43(\d+)(.*)$/s.exec(text) ?? [];
    if (id !== undefined) {
      waiting.get(Number(id))?.(JSON.parse(json)[0]);
      waiting.delete(Number(id));
    }
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    if (client.isCaughtUp) client.drops += 1;
    client.isCaughtUp = false;
    setTimeout(() => open(client), waitMs(client.tries++));
  });
}

process.on('message', ({ start, report, end }) => {
  for (const { url, token, room } of start ?? []) {
    const client = { url, token, room, rev: 0, seq: 0, tries: 0, drops: 0, refusals: 0, cursor: undefined, isCaughtUp: false };
    clients.push(client);
    open(client);
  }
  if (report) process.send({ caughtUp: clients.filter((client) => client.isCaughtUp).length, dropped: clients.filter(({ drops }) => drops > 0).length, refusals: clients.reduce((sum, { refusals }) => sum + refusals, 0), seqs: clients.map(({ room, seq }) => [room, seq]) });
  if (end) process.exit(0);
});
process.on('disconnect', () => process.exit(0));
