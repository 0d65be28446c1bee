// One sender of long messages in a process of its own, so that what it costs is not taken for what it costs the server or the others' devices.
// Each message goes when the one before it is acknowledged, and no sooner than its pace says. It is told over IPC: {url, token, room, text,
// everyMs}, {talk: true}, {rest: true}, {end: true}; at rest it tells what it has sent.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import WebSocket from 'ws';

const ANSWER_MS = 10_000;
/** The same clock in every process of this machine. */
const now = () => Number(process.hrtime.bigint()) / 1e6;

let socket;
let given;
let number = 0;
let isTalking = false;
let talking = Promise.resolve([]);
const waiting = new Map();

function enter() {
  return new Promise((resolve, reject) => {
    socket = new WebSocket(`${given.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, { perMessageDeflate: false });
    socket.on('message', (bytes) => {
      // What the others hear comes here as well, and is not looked at.
      const text = bytes.subarray(0, 16).toString();
      if (text[0] === '2') socket.send('3');
      else if (text[0] === '0') socket.send(`40${JSON.stringify({ token: given.token })}`);
      else if (text.startsWith('40')) resolve();
      else if (text.startsWith('43')) {
        const id = Number.parseInt(text.slice(2), 10);
        waiting.get(id)?.(JSON.parse(String(bytes).slice(2 + String(id).length))[0]);
      }
    });
    socket.on('error', reject);
  });
}

async function say() {
  const client_message_id = randomUUID();
  const id = (number += 1);
  const invoked = now();
  socket.send(`42${id}${JSON.stringify(['message:post', { room: given.room, message: given.text, client_message_id }])}`);
  const answer = await Promise.race([new Promise((resolve) => waiting.set(id, resolve)), delay(ANSWER_MS, null, { ref: false })]);
  waiting.delete(id);
  const outcome = answer?.ok === true ? { id: answer.message.id, seq: answer.message.seq } : { why: answer?.error.code ?? 'no answer' };
  return { client_message_id, invoked, ended: now(), outcome };
}

async function talk() {
  const said = [];
  while (isTalking) {
    const [one] = await Promise.all([say(), delay(given.everyMs)]);
    said.push(one);
  }
  return said;
}

process.on('message', async (told) => {
  if (told.url !== undefined) {
    given = told;
    await enter();
    process.send({ isThere: true });
  }
  if (told.talk) {
    isTalking = true;
    talking = talk();
  }
  if (told.rest) {
    isTalking = false;
    process.send({ said: await talking });
  }
  if (told.end) process.exit(0);
});
process.on('disconnect', () => process.exit(0));
