import pg from 'pg';
import { Sequelize } from 'sequelize';

const BIGINT_OID = 20;
/** An array of them; the driver's own names lack it. */
const BIGINTS_OID = 1016 as typeof BIGINT_OID;

/** PostgreSQL's bigint as a JSON number; larger than JavaScript holds exactly is an error, never a rounded id. */
function parseBigint(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`a bigint beyond 2^53 came from the database: ${text}`);
  return value;
}

/** The driver's own reading of an array of them, which leaves them texts. */
const parseTexts = pg.types.getTypeParser(BIGINTS_OID) as (text: string) => (string | null)[];

// For every connection of this process, whoever opens it.
pg.types.setTypeParser(BIGINT_OID, parseBigint);
pg.types.setTypeParser(BIGINTS_OID, (text) => parseTexts(text).map((one) => (one === null ? null : parseBigint(one))));

/** A connection that breaks while nobody listens to it, as before the pool has it, would end the process. */
export class Listened extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

/** A pool of connections to `url`. Throws when the database cannot be reached. */
export async function connect(url: string, { poolSize = 10 }: { poolSize?: number } = {}): Promise<Sequelize> {
  const sequelize = new Sequelize(url, {
    dialect: 'postgres',
    dialectModule: { ...pg, Client: Listened },
    logging: false,
    pool: { max: poolSize, min: 0, acquire: 5_000, idle: 30_000 },
    dialectOptions: {
      application_name: 'orderline',
      // A statement that hangs holds a room's lock; better one refused request than a silent room.
      statement_timeout: 15_000,
      idle_in_transaction_session_timeout: 20_000,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    },
    define: { timestamps: false, freezeTableName: true },
  });
  await sequelize.authenticate();
  return sequelize;
}

/** How the connections of a pool stand now. */
export function poolOf(sequelize: Sequelize): { size: number; using: number; waiting: number } {
  const { pool } = sequelize.connectionManager as unknown as { pool: { size: number; using: number; waiting: number } };
  return { size: pool.size, using: pool.using, waiting: pool.waiting };
}
