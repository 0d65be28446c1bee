import { openPostOffice, type Received } from '../../support/post_office';
import { tryPost } from '../load/agent';
import type { Scenario, Scene } from '../scene';

/* Letters, written by several nodes over one database, which die at it. */

const idOf = ({ headers }: Received): string => /^Message-ID: (\S+)/im.exec(headers)?.[1] ?? 'none';

/** As if what stands in the rooms had stood there for a while, and whoever was at a letter had died long ago. */
async function letTimePass({ stage }: Scene): Promise<void> {
  await stage.sql(`UPDATE messages SET created_at = created_at - interval '5 minutes'`);
  await stage.sql(`UPDATE mail_notices SET not_before = now()`);
}

export const lettersKilled: Scenario = {
  name: 'letters_killed',
  says: 'Both nodes look for whom to write to and are killed with -9 while the mail server has a letter and has not said so',
  promises: [1],
  isLongOnly: true,
  stage: () => ({ rooms: 8, experts: 1, nodes: 2 }),
  thinkMs: null,
  wanted: 8,
  async play(scene) {
    const killed = scene.fault('kill -9 of the nodes with a letter under way');
    const { nodes, cast, environment } = scene.stage;
    const office = await openPostOffice();
    try {
      Object.assign(environment, { SMTP_URL: office.url, MAIL_FROM: 'chat@market.test', MAIL_AFTER_MINUTES: '1' });
      for (const { id, expert } of cast.rooms) await tryPost(scene.log, expert, { room: id, user: expert.user, client_message_id: scene.random.uuid(), message: 'an answer' }, { url: nodes[0]!.url });
      const held = office.holdNext();
      for (const node of nodes) {
        await node.stop();
        await node.start();
      }
      await letTimePass(scene);
      await held;
      await Promise.all(nodes.map((node) => node.kill()));
      killed.see();
      const before = office.received.length;
      await Promise.all(nodes.map((node) => node.start()));
      await letTimePass(scene);
      scene.healed();
      const written = () => new Set(office.received.slice(before).map(({ to }) => to.join()).concat(office.received.slice(0, before - 1).map(({ to }) => to.join())));
      await scene.until('every client has a letter that was taken', () => written().size === cast.rooms.length, 90_000);
      const ids = office.received.map(idOf);
      // The letter that was held may have arrived: it goes again under the same id, which mail programs know it by.
      scene.must(new Set(ids).size === cast.rooms.length, `${new Set(ids).size} different letters went to ${cast.rooms.length} clients`);
      scene.must(ids.length <= cast.rooms.length + 1, `${ids.length} letters went for ${cast.rooms.length} clients`);
      scene.measure('letters under an id that had gone already', ids.length - new Set(ids).size, '');
    } finally {
      await Promise.all(nodes.map((node) => node.kill()));
      delete environment.SMTP_URL;
      await Promise.all(nodes.map((node) => node.start()));
      await office.close();
    }
  },
};
