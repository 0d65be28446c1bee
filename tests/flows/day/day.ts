import { signInDesktop, startDesktopServer } from '../../desktop/desk';
import { doubleRuntime } from '../../desktop/double_runtime';
import type { DesktopDriver } from '../../desktop/driver';
import { userFolder } from '../../desktop/user_folder';
import type { ConsoleDesk } from '../../support/console_page';
import { startMovingClock } from '../../support/moving_clock';
import { fresh, someone } from '../../support/people';
import { nameOf } from '../../support/posts';
import { startProxy, type Proxy } from '../../support/proxy';
import type { TestServer } from '../../support/server';
import { chanceOf, type Chance } from './chance';
import { dayClient, type DayClient } from './clients';
import { createModel, type Model } from './model';

export const MINUTE_MS = 60_000;
export const WAIT = { timeout: 30_000, interval: 50 };

/** Everybody and everything of one working day. */
export type Day = {
  server: TestServer;
  proxy: Proxy;
  driver: DesktopDriver;
  desk: ConsoleDesk;
  expert: number;
  model: Model;
  chance: Chance;
  /** How often what was done: a day in which something never happened proves nothing about it. */
  done: Map<string, number>;
  /** Whether the console's window is shown and has the focus. */
  isWatched: boolean;
  client(order: number): DayClient;
  clients: readonly DayClient[];
  /** The hours go by for everybody at once. */
  pass(ms: number): Promise<void>;
  end(): Promise<void>;
};

/** One expert at his desk, his clients, and clocks that can be moved: of the server's process, the database, the desktop and its page. */
export async function beginDay(seed: number, orderCount: number): Promise<Day> {
  const clock = await startMovingClock();
  const [server, proxy] = await Promise.all([startDesktopServer(clock.databaseUrl), startProxy()]);
  proxy.aim(Number(new URL(server.url).port));
  const expert = await server.people.makeUser('expert', someone('Анна', 'Соколова'));
  const orders: { order: number; room: number }[] = [];
  // A few at a time, as a marketplace makes them: a hundred at once wait for the database longer than a busy server lets them.
  while (orders.length < orderCount) {
    const made = Array.from({ length: Math.min(10, orderCount - orders.length) }, async () => {
      const order = fresh();
      const { room } = await server.people.putOrder(order, { title: 'Перевод статьи', client: someone('Мария', 'Орлова'), expert: nameOf(expert) });
      return { order, room: room.id };
    });
    orders.push(...(await Promise.all(made)));
  }
  const clients = new Map(orders.map(({ order, room }, index) => [order, dayClient(server.people, order, room, index % 2 === 0 ? 'socket' : 'http')]));
  const driver = await doubleRuntime.launch({ folder: userFolder(), machine: { locale: 'ru-RU', platform: 'darwin' } });
  const page = await driver.page();
  await page.clock.install();
  // High enough for the list to draw every room that waits.
  await page.setViewportSize({ width: 1280, height: 2600 });
  const desk = await signInDesktop(driver, proxy.url, expert.account.email);
  await page.locator('.room-row').first().waitFor();
  return {
    server,
    proxy,
    driver,
    desk,
    expert: expert.account.id,
    model: createModel(orders),
    chance: chanceOf(seed),
    done: new Map(),
    isWatched: true,
    clients: [...clients.values()],
    client(order) {
      const found = clients.get(order);
      if (found === undefined) throw new Error(`nobody has order ${order}`);
      return found;
    },
    async pass(ms) {
      await clock.pass(ms);
      await driver.poke({ do: 'pass_time', ms });
      await page.clock.fastForward(ms);
    },
    async end() {
      for (const client of clients.values()) client.close();
      await driver.kill();
      await proxy.close();
      await server.close();
      await clock.stop();
    },
  };
}

/** Notes down that this was done once more. */
export function note({ done }: Day, deed: string): void {
  done.set(deed, (done.get(deed) ?? 0) + 1);
}
