import { readFileSync, rmSync } from 'node:fs';
import pg from 'pg';
import { temporaryFolder } from '../../support/folder';
import { makeDatabase, startPrivatePostgres, type PrivatePostgres } from '../../support/postgres';
import { startProxy, type Proxy } from '../../support/proxy';
import { makeCast, type Cast } from './cast';
import { startNode, type Node } from './node';

/** A database server that may be taken away, and the wire on which the server processes reach it. */
export type Ground = { postgres: PrivatePostgres; wire: Proxy; start(): Promise<void>; remove(): Promise<void> };

export async function startGround(dataDir?: string): Promise<Ground> {
  const postgres = await startPrivatePostgres(dataDir);
  const wire = await startProxy(portOf(postgres.url));
  return {
    postgres,
    wire,
    async start() {
      await postgres.start();
      wire.aim(portOf(postgres.url));
    },
    async remove() {
      await wire.close();
      await postgres.remove();
    },
  };
}

/** What one scenario plays on: a database of its own, its people, and the nodes that serve them. */
export type Stage = {
  ground: Ground;
  nodes: readonly Node[];
  cast: Cast;
  /** The wire to Redis; null: the nodes have none, and facts stay on the node where they came to be. */
  redis: Proxy | null;
  /** The database as it is reached past all wires. */
  databaseUrl(): string;
  /** SQL past the servers. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
};

export type StageOptions = { nodes?: number; rooms: number; experts: number; environment?: Record<string, string>; dataDir?: string };

export async function openStage(ground: Ground, { nodes: size = wantedNodes(), rooms, experts, environment = {}, dataDir = temporaryFolder('data') }: StageOptions): Promise<Stage> {
  const database = await makeDatabase(ground.postgres.url, 'template1');
  const { pathname } = new URL(database.url);
  const redisUrl = process.env.REDIS_URL ?? '';
  const redis = redisUrl === '' ? null : await startProxy(Number(new URL(redisUrl).port));
  const over = () => ({
    DATABASE_URL: at(ground.postgres.url, ground.wire.port, pathname),
    DATA_DIR: dataDir,
    EVENTS_PER_SECOND: '100000',
    ...(redis === null ? {} : { REDIS_URL: at(redisUrl, redis.port) }),
    ...environment,
  });
  const nodes: Node[] = [];
  // One after the other: the first migrates.
  for (let number = 1; number <= size; number += 1) nodes.push(await startNode(`node ${number}`, over, residentBytes));
  const databaseUrl = () => at(ground.postgres.url, portOf(ground.postgres.url), pathname);
  return {
    ground,
    nodes,
    cast: await makeCast(databaseUrl(), { rooms, experts }),
    redis,
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
      await redis?.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** How many server processes a scenario that does not say so has: one, unless several can act as one. */
const wantedNodes = (): number => ((process.env.REDIS_URL ?? '') === '' ? 1 : Number(process.env.FAULTS_NODES ?? '2'));

const portOf = (url: string): number => Number(new URL(url).port);

function at(url: string, port: number, pathname?: string): string {
  const moved = new URL(url);
  moved.host = `127.0.0.1:${port}`;
  if (pathname !== undefined) moved.pathname = pathname;
  return moved.href;
}

const residentBytes = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
