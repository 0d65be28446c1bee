import { writeFile } from 'node:fs/promises';
import { readEnvironment } from './config';
import { connect, Listened } from './database/connect';
import { migrateUp } from './database/migrate';
import { importFile } from './domain/importing';
import { fail, provideDatabase } from './serve';

/** `npm run import -- FILE`: brings users, orders and messages from another system in. Lines that are not taken stand in FILE.bad.jsonl. */
const say = (text: string) => process.stdout.write(`${text}\n`);
try {
  const [file, ...more] = process.argv.slice(2);
  if (file === undefined || more.length > 0) throw new Error('name one file of JSON lines, or a .csv: npm run import -- history.jsonl');
  const database = await provideDatabase(readEnvironment(process.env), () => undefined);
  const sequelize = await connect(database.url);
  await migrateUp(sequelize);
  await sequelize.close();
  const client = new Listened({ connectionString: database.url, application_name: 'orderline import' });
  await client.connect();
  const begun = performance.now();
  const { bad, ...sums } = await importFile(client, file, say);
  await client.end();
  await database.stop();
  const seconds = (performance.now() - begun) / 1000;
  say(`${JSON.stringify(sums)} in ${seconds.toFixed(1)} s (${Math.round(sums.lines / seconds)} lines a second)`);
  if (bad.length > 0) {
    await writeFile(`${file}.bad.jsonl`, bad.map((line) => `${JSON.stringify(line)}\n`).join(''));
    say(`${bad.length} lines were not taken: ${file}.bad.jsonl says why`);
    process.exitCode = 1;
  }
} catch (error) {
  fail(error);
}
