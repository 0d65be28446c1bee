import { startEmbeddedPostgres } from '../../server/database/embedded';

// A program that owns an embedded database until it is told to stop, or killed.
try {
  const postgres = await startEmbeddedPostgres({ dataDir: process.argv[2]!, settings: { fsync: 'off' }, log: (line) => console.log(`log ${line}`) });
  process.once('SIGTERM', () => void postgres.stop().then(() => process.exit(0)));
  console.log(`url ${postgres.url}`);
} catch (error) {
  console.log(`refused ${(error as Error).message}`);
  process.exitCode = 1;
}
