import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { openConsolePage, roomRow, type ChatPage, type OpenOptions } from './chat_pages';
import { fresh, someone, type Person } from './people';
import { nameOf, say } from './posts';
import type { TestServer } from './server';

/** The console of one signed-in expert, and what a test reads off it. */
export type ConsoleDesk = ChatPage & {
  row(order: number): Locator;
  /** The button that opens the order's chat. */
  opener(order: number): Locator;
  pane(order: number): Locator;
  /** The composer of the order's pane. */
  field(order: number): Locator;
  /** The orders of the list, top to bottom, as far as they are drawn. */
  listed(): Promise<number[]>;
  /** The orders of the panes, left to right. */
  shown(): Promise<number[]>;
  /** What the page's own log holds of errors that no page may have. */
  complaints(): string[];
};

const numbersOf = (nodes: Locator) => nodes.evaluateAll((found) => found.map((node) => Number(node.textContent?.match(/#(\d+)/)?.[1])));

/** Signs the expert in to the console of this server. */
export async function openDesk(browser: Browser, server: TestServer, expert: Person, options: OpenOptions = {}): Promise<ConsoleDesk> {
  const desk = deskOf(await openConsolePage(browser, server.url, expert, options));
  await desk.page.locator('.inbox-header').waitFor();
  return desk;
}

/** The same for a page that is signed in already. */
export function deskOf(chat: ChatPage): ConsoleDesk {
  const { page } = chat;
  const lines: string[] = [];
  page.on('console', (line) => line.type() === 'error' && lines.push(line.text()));
  page.on('pageerror', (error) => lines.push(`Uncaught ${error.message}`));
  const pane = (order: number) => page.locator('.pane', { has: page.locator('.pane-order', { hasText: `#${order}` }) });
  return {
    ...chat,
    row: (order) => roomRow(chat, order),
    opener: (order) => roomRow(chat, order).locator('.room-open'),
    pane,
    field: (order) => pane(order).getByRole('textbox'),
    listed: () => numbersOf(page.locator('.room-row .room-title')),
    shown: () => numbersOf(page.locator('.pane-order')),
    complaints: () => lines.filter((text) => /Content Security Policy|Uncaught|React/.test(text)),
  };
}

/** True when keys go to this element. */
export const hasFocus = (place: Locator): Promise<boolean> => place.evaluate((node) => node === document.activeElement);

/** Makes the page believe that its window has, or has not, the focus. */
export async function setWindowFocus(page: Page, isFocused: boolean): Promise<void> {
  await page.evaluate((focused) => {
    document.hasFocus = () => focused;
    window.dispatchEvent(new Event(focused ? 'focus' : 'blur'));
  }, isFocused);
}

export type ServedOrder = { order: number; room: number; client: Person };

/** An order of this expert with its client, who has said these things. */
export async function makeOrder(server: TestServer, expert: Person, title: string, client = someone('Мария', 'Орлова'), ...said: string[]): Promise<ServedOrder> {
  const order = fresh();
  const { room } = await server.people.putOrder(order, { title, client, expert: nameOf(expert) });
  const person = await server.people.join(order);
  for (const text of said) await say(person, room.id, text);
  return { order, room: room.id, client: person };
}

/** An empty page of the console, before any sign-in. */
export async function openDoor(browser: Browser, server: TestServer, options: Parameters<Browser['newContext']>[0] = {}): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'ru-RU', ...options });
  const page = await context.newPage();
  await page.goto(`${server.url}/console`);
  return { page, context };
}
