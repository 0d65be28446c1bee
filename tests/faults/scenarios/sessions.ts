import { setTimeout as delay } from 'node:timers/promises';
import { tryPost } from '../load/agent';
import type { Scenario, Scene } from '../scene';
import { tokenOf, type Actor } from '../stage/cast';

/* Tokens end and sessions are revoked while sockets live. */

/** The expert of a room says something into it, by the last node. */
const sayTo = (scene: Scene, actor: Actor, message: string) => {
  const { id, expert } = scene.stage.cast.rooms.find(({ client }) => client === actor)!;
  return tryPost(scene.log, expert, { room: id, user: expert.user, client_message_id: scene.random.uuid(), message }, { url: scene.stage.nodes.at(-1)!.url });
};

const TOKEN_S = 2;

export const tokensEnd: Scenario = {
  name: 'tokens_end',
  says: 'Access tokens end under live sockets: some are renewed in time, some are not and come back with fresh ones',
  promises: [5, 8],
  stage: () => ({ rooms: 8, experts: 1 }),
  thinkMs: null,
  wanted: 16,
  async play(scene) {
    const [cutOff, kept] = [scene.fault('sockets cut off at the end of their token'), scene.fault('sockets that outlived their token by renewing')];
    const heard = new Map<Actor, number>();
    const seats = await Promise.all(
      scene.stage.cast.clients.map(async (actor, index) => {
        const token = await tokenOf(actor.user, actor.session, TOKEN_S);
        const device = scene.join({ ...actor, token }, scene.stage.nodes[0]!.url, { onFact: () => heard.set(actor, (heard.get(actor) ?? 0) + 1) });
        return { actor, device, renews: index % 2 === 0 };
      }),
    );
    await scene.until('all are there', () => seats.every(({ device }) => device.isCaughtUp()));
    for (const { actor, device, renews } of seats) {
      if (renews) await device.ask('session:renew', { token: actor.token }, () => null);
    }
    await scene.until('those without a fresh token are cut off', () => seats.every(({ device, renews }) => renews || !device.socket.connected), 20_000);
    // A token that has ended opens nothing any more.
    await delay(500);
    heard.clear();
    for (const { actor } of seats) await sayTo(scene, actor, 'who hears this');
    await scene.until('those with a fresh token hear it', () => seats.every(({ actor, renews }) => !renews || heard.has(actor)));
    for (const { actor, device, renews } of seats) {
      if (renews) {
        scene.must(device.disconnections() === 0, `the renewed socket of ${actor.user} was cut off`);
        kept.see();
      } else {
        scene.must(!heard.has(actor) && !device.socket.connected, `${actor.user} heard something after the end of his token`);
        cutOff.see(device.disconnections());
        device.socket.auth = { token: actor.token };
        device.socket.connect();
      }
    }
    scene.healed();
    for (const { actor } of seats) await sayTo(scene, actor, 'and this');
  },
};

export const sessionsRevoked: Scenario = {
  name: 'sessions_revoked',
  says: 'Sessions are ended under live sockets: nothing reaches them any more, and nothing of theirs is taken',
  promises: [3, 8],
  stage: () => ({ rooms: 8, experts: 1 }),
  thinkMs: null,
  wanted: 12,
  async play(scene) {
    const revoked = scene.fault('live sockets of revoked sessions that were cut off');
    const { nodes, cast } = scene.stage;
    const staying = cast.clients.slice(4).map((actor) => scene.join(actor));
    const heard = new Set<number>();
    const going = cast.clients.slice(0, 4).map((actor) => ({ actor, device: scene.watch(actor, { onFact: () => void heard.add(actor.user) }) }));
    await scene.until('all are there', () => [...staying, ...going.map(({ device }) => device)].every((device) => device.isCaughtUp()));
    for (const { actor } of going) await sayTo(scene, actor, 'before');
    await scene.until('all have heard', () => going.every(({ actor }) => heard.has(actor.user)));
    for (const { actor, device } of going) {
      await fetch(`${nodes.at(-1)!.url}/api/auth/logout`, { method: 'POST', headers: { Authorization: `Bearer ${actor.token}` } });
      scene.dismiss(actor);
      const at = scene.log.now();
      const mine = { room: actor.rooms[0]!, user: actor.user, client_message_id: scene.random.uuid(), message: 'too late' };
      const outcome = await tryPost(scene.log, actor, mine, { url: nodes[0]!.url });
      scene.must(outcome.kind === 'fail', `a post of a revoked session ended with ${outcome.kind}`);
      await scene.until('the socket is cut off', () => device.disconnections() > 0, 10_000);
      scene.measure('socket cut off after revocation', scene.log.now() - at, 'ms');
      revoked.see();
    }
    heard.clear();
    for (const { actor } of going) await sayTo(scene, actor, 'after');
    for (const actor of cast.clients.slice(4)) await sayTo(scene, actor, 'after');
    await scene.until('those who stayed have heard it', () => staying.every((device, index) => device.timeline(cast.clients[4 + index]!.rooms[0]!).length > 0));
    await delay(300);
    scene.must(heard.size === 0, `${heard.size} revoked sessions were told something`);
  },
};
