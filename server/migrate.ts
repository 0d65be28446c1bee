import { readEnvironment } from './config';
import { connect } from './database/connect';
import { migrateUp } from './database/migrate';
import { fail, provideDatabase } from './serve';

try {
  const database = await provideDatabase(readEnvironment(process.env), () => undefined);
  const sequelize = await connect(database.url);
  const made = await migrateUp(sequelize);
  process.stdout.write(made.length === 0 ? 'nothing to migrate\n' : made.map((name) => `${name}\n`).join(''));
  await sequelize.close();
  await database.stop();
} catch (error) {
  fail(error);
}
