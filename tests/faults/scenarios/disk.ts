import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sendFile, sha256 } from '../../support/uploads';
import { tryPost } from '../load/agent';
import type { Scenario } from '../scene';
import { mountSmallDisk, type SmallDisk } from '../stage/small_disk';
import { startGround } from '../stage/stage';
import { unknowns } from './database';

/* Disks that are full. */

let databaseDisk: SmallDisk | null = null;

export const databaseDiskFull: Scenario = {
  name: 'database_disk_full',
  says: 'The disk of PostgreSQL is full to the last byte for a while: also its log of changes, by which it ends and starts again and again',
  promises: [1, 2, 3, 11],
  isLongOnly: true,
  stage: () => ({ rooms: 6, experts: 2, nodes: 1 }),
  thinkMs: 30,
  wanted: 80,
  async ground() {
    databaseDisk = mountSmallDisk(220);
    const disk = databaseDisk;
    const dataDir = join(disk.folder, 'data');
    mkdirSync(dataDir);
    try {
      const ground = await startGround(dataDir);
      const remove = async () => {
        disk.free();
        await ground.remove();
        disk.remove();
      };
      return { ...ground, remove };
    } catch (error) {
      disk.remove();
      throw error;
    }
  },
  async play(scene) {
    const full = scene.fault('requests without an outcome while the disk was full');
    await scene.work(60);
    const before = unknowns(scene);
    databaseDisk!.fill();
    const { cast, nodes } = scene.stage;
    // Long texts soon need more of the disk than is left in what it has reserved.
    await scene.until('the full disk is felt', async () => {
      const actor = scene.random.pick(cast.clients);
      await tryPost(scene.log, actor, { room: actor.rooms[0]!, user: actor.user, client_message_id: scene.random.uuid(), message: `${scene.random.uuid()} `.repeat(250) }, { url: nodes[0]!.url });
      return unknowns(scene) > before + 5;
    }, 120_000);
    const answer = await fetch(`${nodes[0]!.url}/healthz`);
    scene.must(answer.ok, 'the server does not live while the disk is full');
    await delay(2_000);
    full.see(unknowns(scene) - before);
    databaseDisk!.free();
    scene.healed();
    await scene.work(60);
  },
};

export const filesDiskFull: Scenario = {
  name: 'files_disk_full',
  says: 'The disk of the files is full for a while',
  promises: [3, 11, 14],
  isLongOnly: true,
  stage: () => ({ rooms: 4, experts: 1, nodes: 1, disk: () => mountSmallDisk(24) }),
  thinkMs: 60,
  wanted: 60,
  async play(scene) {
    const refused = scene.fault('uploads that were refused because the disk was full');
    const { nodes, cast, disk } = scene.stage;
    const url = nodes[0]!.url;
    const fileOf = (number: number) => ({ room: 0, bytes: Buffer.from(`${scene.random.uuid()}\n`.repeat(15_000)), name: `file ${number}.txt` });
    const sendOne = async (number: number) => {
      const actor = scene.random.pick(cast.clients);
      const file = { ...fileOf(number), room: actor.rooms[0]! };
      // The server may hang up while the rest of the file is still coming.
      const answer = await sendFile(url, actor, file).catch(() => null);
      if (answer?.status !== 201) return false;
      const intent = { room: file.room, user: actor.user, client_message_id: scene.random.uuid(), message: file.name, attachments: [answer.body.attachment.id], sha256: [sha256(file.bytes)] };
      await tryPost(scene.log, actor, intent, { url });
      return true;
    };
    scene.must(await sendOne(0), 'a file was not taken while there was room');
    disk!.fill();
    for (let number = 1; number <= 5; number += 1) if (!(await sendOne(number))) refused.see();
    await scene.work(30);
    disk!.free();
    scene.healed();
    for (let number = 6; number <= 8; number += 1) scene.must(await sendOne(number), `file ${number} was not taken when there was room again`);
  },
};
