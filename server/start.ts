import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { destination, pino } from 'pino';
import { DEMO_PASSWORD, demoInvite, demoStaff, makeDemo } from './demo/demo';
import { fail, serve } from './serve';

/**
 * The server as `npm start` runs it: with a demo marketplace in an empty database, its log in a file, and on the screen what a newcomer
 * needs. The marketplace's key is made for this run unless one is given.
 */
const say = (line = '') => process.stdout.write(`${line}\n`);

process.env.MARKETPLACE_API_KEY ||= `demo_${randomBytes(24).toString('base64url')}`;
const apiKey = process.env.MARKETPLACE_API_KEY;

const { app, environment, stop, isStopping } = await serve((given) => {
  const file = join(given.DATA_DIR, 'server.log');
  return pino({ level: given.LOG_LEVEL }, destination({ dest: file, mkdir: true, append: true, sync: true }));
});
// Whoever started this has died without a word: nobody is left to stop it.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
try {
  await welcome();
} catch (error) {
  await stop();
  if (!isStopping()) fail(error);
}

async function welcome(): Promise<void> {
  await mkdir(environment.DATA_DIR, { recursive: true });
  const isNew = await makeDemo(app, apiKey);
  const { publicUrl } = app.parts.config;

  say();
  say(isNew ? '  Orderline is up, with a demo marketplace of 12 orders.' : '  Orderline is up.');
  say();
  say(`  Console for experts   ${publicUrl}/console`);
  say(`  Page for clients      ${publicUrl}/`);
  const invite = await demoInvite(app, apiKey);
  if (invite !== undefined) {
    say();
    for (const { role, email, first_name } of demoStaff) say(`  ${role.padEnd(8)}${email.padEnd(24)}${DEMO_PASSWORD}   ${first_name}`);
    say();
    say('  Write as a client (Léa Moreau, order 4106), with no account:');
    say(`  ${invite}`);
  }
  say();
  say(`  API key of this run   ${apiKey}`);
  say(`  Log                   ${join(environment.DATA_DIR, 'server.log')}`);
  say();
  say(`listening on ${app.url}`);
}
