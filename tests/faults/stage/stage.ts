import { readFileSync, rmSync } from 'node:fs';
import pg from 'pg';
import { temporaryFolder } from '../../support/folder';
import { makeDatabase, startPrivatePostgres, type PrivatePostgres } from '../../support/postgres';
import { startProxy, type Proxy } from '../../support/proxy';
import { startRedis, type TestRedis } from '../../cluster/stage/redis';
import { makeCast, type Cast } from './cast';
import { startNode, type Node } from './node';
import type { SmallDisk } from './small_disk';

/** A database server that may be taken away, and the wire on which the server processes reach it. */
export type Ground = {
  postgres: PrivatePostgres;
  wire: Proxy;
  /** The Redis of scenarios with several nodes; started for the first of them. */
  redis(): Promise<TestRedis>;
  start(): Promise<void>;
  remove(): Promise<void>;
};

export async function startGround(dataDir?: string): Promise<Ground> {
  const postgres = await startPrivatePostgres(dataDir);
  const wire = await startProxy(portOf(postgres.url));
  let redis: Promise<TestRedis> | undefined;
  return {
    postgres,
    wire,
    redis: () => (redis ??= startRedis()),
    async start() {
      await postgres.start();
      wire.aim(portOf(postgres.url));
    },
    async remove() {
      await wire.close();
      await (await redis)?.remove();
      await postgres.remove();
    },
  };
}

/** What one scenario plays on: a database of its own, its people, and the nodes that serve them. */
export type Stage = {
  ground: Ground;
  nodes: readonly Node[];
  cast: Cast;
  /** The wire of each node to Redis; none: there is one node, which needs none. */
  redis: readonly Proxy[];
  /** What the nodes are started with beside the usual; a change counts from a node's next start on. */
  environment: Record<string, string>;
  /** The small disk of its files, where the scenario asked for one. */
  disk: SmallDisk | null;
  /** The database as it is reached past all wires. */
  databaseUrl(): string;
  /** SQL past the servers. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
};

export type StageOptions = { nodes: number; rooms: number; experts: number; environment?: Record<string, string>; /** Of a node alone, by its number from 1 on. */ ofNode?: (number: number) => Record<string, string>; /** What a node runs from its next start on, by its number; absent: what is built here. */ program?: (number: number) => string; disk?: () => SmallDisk };

export async function openStage(ground: Ground, { nodes: size, rooms, experts, environment: given = {}, ofNode, program, disk: mount }: StageOptions): Promise<Stage> {
  const environment = { ...given };
  const disk = mount?.() ?? null;
  const dataDir = disk?.folder ?? temporaryFolder('data');
  const database = await makeDatabase(ground.postgres.url, 'template1');
  const { pathname } = new URL(database.url);
  const redisUrl = size === 1 ? null : (await ground.redis()).url;
  const redis = redisUrl === null ? [] : await Promise.all(Array.from({ length: size }, () => startProxy(portOf(redisUrl))));
  const over = (number: number) => ({
    DATABASE_URL: at(ground.postgres.url, ground.wire.port, pathname),
    DATA_DIR: dataDir,
    EVENTS_PER_SECOND: '100000',
    ...(redis.length === 0 ? {} : { REDIS_URL: `redis://127.0.0.1:${redis[number - 1]!.port}` }),
    ...environment,
    ...ofNode?.(number),
  });
  const nodes: Node[] = [];
  // One after the other: the first migrates.
  for (let number = 1; number <= size; number += 1) nodes.push(await startNode(`node ${number}`, () => over(number), residentBytes, () => program?.(number)));
  const databaseUrl = () => at(ground.postgres.url, portOf(ground.postgres.url), pathname);
  return {
    ground,
    nodes,
    cast: await makeCast(databaseUrl(), { rooms, experts }),
    redis,
    environment,
    disk,
    databaseUrl,
    async sql<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) {
      const client = new pg.Client({ connectionString: databaseUrl() });
      await client.connect();
      try {
        return (await client.query<Row>(text, values)).rows;
      } finally {
        await client.end();
      }
    },
    async close() {
      await Promise.all(nodes.map((node) => node.close()));
      await Promise.all(redis.map((wire) => wire.close()));
      if (disk === null) rmSync(dataDir, { recursive: true, force: true });
      else disk.remove();
    },
  };
}

const portOf = (url: string): number => Number(new URL(url).port);

function at(url: string, port: number, pathname?: string): string {
  const moved = new URL(url);
  moved.host = `127.0.0.1:${port}`;
  if (pathname !== undefined) moved.pathname = pathname;
  return moved.href;
}

const residentBytes = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
