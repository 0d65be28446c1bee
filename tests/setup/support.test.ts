import pg from 'pg';
import { expect, test } from 'vitest';
import { launchChromium } from '../support/chromium';
import { createDatabase, startPrivatePostgres } from '../support/postgres';

const ask = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows.map((row) => Object.values(row)[0]);
  } finally {
    await client.end();
  }
};

test('gives every test file an empty database of its own', async () => {
  const [one, other] = await Promise.all([createDatabase(), createDatabase()]);
  await ask(one.url, 'CREATE TABLE things (id int)');
  expect(await ask(other.url, "SELECT count(*)::int FROM pg_tables WHERE tablename = 'things'")).toEqual([0]);
  await Promise.all([one.drop(), other.drop()]);
  await expect(ask(one.url, 'SELECT 1')).rejects.toThrow('does not exist');
});

test('lets a test kill its own database server and bring it back with what was committed', async () => {
  const postgres = await startPrivatePostgres();
  try {
    await ask(postgres.url, 'CREATE TABLE kept AS SELECT 7 AS number');
    await postgres.kill();
    await expect(ask(postgres.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
    await postgres.start();
    expect(await ask(postgres.url, 'SELECT number FROM kept')).toEqual([7]);
  } finally {
    await postgres.remove();
  }
});

test('launches a Chromium that shows a page', async () => {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.setContent('<h1>Заказ #1</h1>');
    expect(await page.locator('h1').textContent()).toBe('Заказ #1');
  } finally {
    await browser.close();
  }
});
