import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { begin, offsetOf, sendPart } from '../../support/uploads';
import { tryPost } from '../load/agent';
import type { Scenario, Scene } from '../scene';
import type { Actor } from '../stage/cast';

/* Files on the way up when something breaks. */

/** A text that only this seed makes, and no two alike. */
function bytesOf(scene: Scene, size: number): Buffer {
  const lines = Array.from({ length: Math.ceil(size / 9) }, () => scene.random.below(2 ** 32).toString(16).padStart(8, '0'));
  return Buffer.from(lines.join('\n')).subarray(0, size);
}

const shaOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Sends a file to its end, however often it is interrupted, and posts it. */
async function deliverFile(scene: Scene, actor: Actor, bytes: Buffer, url: string, name: string): Promise<void> {
  const patiently = async <T>(work: () => Promise<T>): Promise<T> => {
    for (const until = scene.log.now() + 30_000; ; await delay(100)) {
      try {
        return await Promise.race([work(), delay(10_000).then(() => Promise.reject(new Error('no answer came')))]);
      } catch (error) {
        if (scene.log.now() > until) throw error;
      }
    }
  };
  const address = await patiently(() => begin(url, actor, { room: actor.rooms[0]!, bytes, name }));
  const attachment = await patiently(async () => {
    const response = await sendPart(address, actor, await offsetOf(address, actor), bytes.subarray(await offsetOf(address, actor)));
    const answer = (await response.json()) as { attachment?: { id: number; sha256: string } };
    if (answer.attachment === undefined) throw new Error(`answered ${response.status}`);
    return answer.attachment;
  });
  scene.must(attachment.sha256 === shaOf(bytes), `${name} has another hash than was sent`);
  const intent = { room: actor.rooms[0]!, user: actor.user, client_message_id: scene.random.uuid(), message: name, attachments: [attachment.id], sha256: [attachment.sha256] };
  await patiently(async () => {
    const { kind } = await tryPost(scene.log, actor, intent, { url });
    if (kind === 'info') throw new Error('its post has no outcome');
  });
}

export const uploadsBroken: Scenario = {
  name: 'uploads_broken',
  says: 'Uploads are cut in the middle, also by kill -9 of the server, taken up again and posted',
  promises: [1, 2, 14],
  stage: () => ({ rooms: 4, experts: 1, nodes: 1 }),
  thinkMs: 120,
  wanted: 12,
  async play(scene) {
    const [node] = scene.stage.nodes;
    const [cut, killed] = [scene.fault('uploads cut in the middle'), scene.fault('kill -9 with a half upload on the disk')];
    const rounds = scene.by(1, 3);
    for (let round = 0; round < rounds; round += 1) {
      for (const actor of scene.stage.cast.clients) {
        const size = 150_000 + 4 * scene.random.below(80_000);
        // Every connection breaks after so many bytes, so a file takes several.
        const before = node!.front.seen.cuts;
        node!.front.cutAfter('up', 120_000);
        await deliverFile(scene, actor, bytesOf(scene, size), node!.url, `cut ${round}.txt`);
        cut.see(node!.front.seen.cuts - before);
        node!.front.restore();
      }
      await killMidway(scene, round, killed.see);
    }
    scene.healed();
    await scene.work(8);
  },
};

/** The server dies while it has half of a file; the other half goes to its successor. */
async function killMidway(scene: Scene, round: number, see: () => void): Promise<void> {
  const [node] = scene.stage.nodes;
  const actor = scene.random.pick(scene.stage.cast.clients);
  const bytes = bytesOf(scene, 400_000);
  const address = await begin(node!.url, actor, { room: actor.rooms[0]!, bytes, name: `killed ${round}.txt` });
  node!.front.trickle('up', 200_000);
  const sending = sendPart(address, actor, 0, bytes).catch(() => null);
  // Two seconds are needed for all of it.
  await delay(800);
  await node!.kill();
  await sending;
  node!.front.restore();
  await node!.start();
  const there = await offsetOf(address, actor);
  if (there > 0 && there < bytes.length) see();
  const response = await sendPart(address, actor, there, bytes.subarray(there));
  const { attachment } = (await response.json()) as { attachment: { id: number; sha256: string } };
  scene.must(attachment?.sha256 === shaOf(bytes), 'the file that went on at another server has another hash than was sent');
  const intent = { room: actor.rooms[0]!, user: actor.user, client_message_id: scene.random.uuid(), message: 'killed midway', attachments: [attachment.id], sha256: [attachment.sha256] };
  await tryPost(scene.log, actor, intent, { url: node!.url });
}
