import { readEnvironment, completeConfig } from './config';
import { connect } from './database/connect';
import { openDatabase } from './database/database';
import { migrateUp } from './database/migrate';
import { makeAdminByHand } from './domain/first_admin';
import { loadAuthSecret } from './domain/secret';
import { fail, provideDatabase } from './serve';

/** `npm run admin -- make EMAIL [FIRST LAST]`: makes an administrator, or makes one of a known expert, and prints the link by which he sets his password. */
try {
  const [verb, email, first_name = 'Admin', last_name = 'Admin'] = process.argv.slice(2);
  if (verb !== 'make' || email === undefined) throw new Error('say whom: npm run admin -- make vera@example.com Vera Stone');
  const environment = readEnvironment(process.env);
  const database = await provideDatabase(environment, () => undefined);
  const sequelize = await connect(database.url);
  await migrateUp(sequelize);
  const config = completeConfig(environment, environment.PORT, await loadAuthSecret(environment));
  const url = await makeAdminByHand({ db: openDatabase(sequelize), config }, { email, first_name, last_name });
  process.stdout.write(`${url}\n`);
  await sequelize.close();
  await database.stop();
} catch (error) {
  fail(error);
}
