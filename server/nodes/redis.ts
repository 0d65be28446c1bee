import { createClient } from 'redis';
import type { Logger } from 'pino';
import type { Bus, Hear } from './bus';

/** A Redis that hangs without closing its connections is given up after this time. */
const SILENCE_MS = 3_000;
const PING_EVERY_MS = 1_000;
const LOOK_EVERY_MS = 500;
const CONNECT_MS = 2_000;
const AGAIN_MOST_MS = 1_000;
/** Commands that may wait for their answer; beyond it they are refused at once. */
const WAITING_MOST = 10_000;

export type RedisClient = ReturnType<typeof newClient>;
export type Redis = {
  /** For commands. Refuses them at once while Redis is away. */
  commands: RedisClient;
  bus(channel: string, hear: Hear): Bus;
  close(): void;
};

/** Two connections to a Redis, which may be away now and come back at any time: nothing here ever throws for that. */
export function openRedis(url: string, log: Logger): Redis {
  const commands = keepConnected(newClient(url), log, 'commands');
  const stopWatching = giveUpSilent(commands, log);
  return {
    commands,
    bus: (channel, hear) => openBus(newClient(url), commands, channel, hear, log),
    close() {
      stopWatching();
      end(commands);
    },
  };
}

/**
 * Gives a connection up on which pings are not answered, and opens another one: whoever waits for an answer on it is refused. The client's
 * own time-out does not do for a connection that is written to all the time, because it takes that for a sign of life.
 */
function giveUpSilent(client: RedisClient, log: Logger): () => void {
  let answeredAt = Date.now();
  const note = () => void (answeredAt = Date.now());
  client.on('ready', note);
  client.on('ping-interval', note);
  const looking = setInterval(() => {
    if (!client.isReady || Date.now() - answeredAt < SILENCE_MS) return;
    log.warn('redis does not answer: its connection is given up');
    client.destroy();
    client.connect().catch(() => undefined);
  }, LOOK_EVERY_MS).unref();
  return () => clearInterval(looking);
}

function newClient(url: string) {
  return createClient({
    url,
    // Without it commands would pile up while Redis is away, and whoever waits for them with them.
    disableOfflineQueue: true,
    commandsQueueMaxLength: WAITING_MOST,
    pingInterval: PING_EVERY_MS,
    socket: {
      connectTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** Math.min(retries, 10), AGAIN_MOST_MS) * (0.5 + Math.random() / 2),
    },
  });
}

function keepConnected(client: RedisClient, log: Logger, name: string): RedisClient {
  let isAway = false;
  client.on('error', (error: Error) => {
    // It reports each of its attempts; once an outage is enough.
    if (!isAway) log.warn({ err: { message: error.message }, connection: name }, 'redis is away');
    isAway = true;
  });
  client.on('ready', () => {
    if (isAway) log.info({ connection: name }, 'redis is back');
    isAway = false;
  });
  // It tries for ever; this ends only with the client.
  client.connect().catch(() => undefined);
  return client;
}

function openBus(ear: RedisClient, mouth: RedisClient, channel: string, hear: Hear, log: Logger): Bus {
  let hears = false;
  ear.on('ready', () => {
    // From the first time on it subscribes again by itself whenever it has reconnected.
    if (!hears) ear.subscribe(channel, hear).then(() => (hears = true), () => undefined);
  });
  keepConnected(ear, log, 'bus');
  return {
    // A refusal is noticed by the number that the others miss.
    send: (text) => void mouth.publish(channel, text).catch(() => undefined),
    isOpen: () => ear.isReady && mouth.isReady,
    close: async () => end(ear),
  };
}

function end(client: RedisClient): void {
  client.removeAllListeners('error').on('error', () => undefined);
  client.destroy();
}
