import pg from 'pg';
import { createDatabase } from './postgres';

/** The time of this process and of one database, which a test moves on; it flows meanwhile as ever. */
export type MovingClock = {
  /** The database whose clock it is: without tables, for a server that migrates it. */
  databaseUrl: string;
  /** By how much it is ahead. */
  aheadMs(): number;
  pass(ms: number): Promise<void>;
  /** Gives this process its own time back. */
  stop(): Promise<void>;
};

/*
 * PostgreSQL looks into `pg_catalog` first unless the path names it, so with `public` before it our functions of the same names are
 * found instead, in column defaults, statements and functions alike.
 */
const CLOCK = `
  CREATE TABLE public.moved_clock (ahead interval NOT NULL);
  INSERT INTO public.moved_clock VALUES ('0');
  CREATE FUNCTION public.now() RETURNS timestamptz STABLE LANGUAGE sql AS 'SELECT pg_catalog.now() + (SELECT ahead FROM public.moved_clock)';
  CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz VOLATILE LANGUAGE sql AS 'SELECT pg_catalog.clock_timestamp() + (SELECT ahead FROM public.moved_clock)'`;

/** Takes over the clock of this process and of a new database; whoever else reads a clock (a page, the desktop) is told by the test. */
export async function startMovingClock(): Promise<MovingClock> {
  const database = await createDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(CLOCK);
  await client.query(`ALTER DATABASE ${new URL(database.url).pathname.slice(1)} SET search_path = public, pg_catalog`);

  const TrueDate = Date;
  let ahead = 0;
  const moved = () => TrueDate.now() + ahead;
  globalThis.Date = new Proxy(TrueDate, {
    construct: (target, args: unknown[]) => Reflect.construct(target, args.length === 0 ? [moved()] : args) as Date,
    get: (target, name) => (name === 'now' ? moved : (Reflect.get(target, name) as unknown)),
  });

  return {
    databaseUrl: database.url,
    aheadMs: () => ahead,
    async pass(ms) {
      ahead += ms;
      await client.query(`UPDATE public.moved_clock SET ahead = $1 * interval '1 millisecond'`, [ahead]);
    },
    async stop() {
      globalThis.Date = TrueDate;
      await client.end();
      await database.drop();
    },
  };
}
