import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { PASSWORD, type Person } from './people';

/** What a test does and sees on either page: by the names that people see, in Russian. */
export type ChatPage = {
  page: Page;
  context: BrowserContext;
  /** The bubbles of the open conversation that hold this text. */
  bubble(text: string): Locator;
  /** Types and presses Enter. */
  write(text: string): Promise<void>;
  /** All texts of the open conversation, top to bottom, without names, times and ticks. */
  texts(): Promise<string[]>;
  /** How far an own message has come. */
  state(text: string): Promise<string | null>;
};

export type OpenOptions = { width?: number; height?: number; locale?: string; colorScheme?: 'light' | 'dark' };

const newContext = (browser: Browser, { width = 1280, height = 800, locale = 'ru-RU', colorScheme = 'light' }: OpenOptions): Promise<BrowserContext> =>
  browser.newContext({ viewport: { width, height }, locale, colorScheme });

/** The hands and eyes of a test on a page that is open already. */
export function chatPage(page: Page, context: BrowserContext): ChatPage {
  const bubble = (text: string) => page.locator('article', { hasText: text });
  return {
    page,
    context,
    bubble,
    async write(text) {
      const field = page.getByLabel('Введите сообщение…').first();
      await field.fill(text);
      await field.press('Enter');
    },
    texts: () =>
      page.locator('article .bubble-text').evaluateAll((nodes) => nodes.map((node) => [...node.childNodes].filter((child) => !(child instanceof Element && child.classList.contains('bubble-meta'))).map((child) => child.textContent).join(''))),
    state: (text) => bubble(text).last().locator('.ticks').getAttribute('data-state'),
  };
}

/** A client who opens an invite link. */
export async function openClientPage(browser: Browser, link: string, options: OpenOptions = {}): Promise<ChatPage> {
  const context = await newContext(browser, { width: 390, height: 844, ...options });
  const page = await context.newPage();
  await page.goto(link);
  return chatPage(page, context);
}

/** The console of an expert in a browser in which he has signed in before: the form of the door has tests of its own. */
export async function openConsolePage(browser: Browser, url: string, expert: Person, options: OpenOptions = {}): Promise<ChatPage> {
  const context = await newContext(browser, options);
  const answer = await context.request.post(`${url}/api/auth/login`, { data: { email: expert.account.email, password: PASSWORD, device: 'web' } });
  if (!answer.ok()) throw new Error(`the sign-in answered ${answer.status()}`);
  const page = await context.newPage();
  await page.goto(`${url}/console`);
  return chatPage(page, context);
}

/** The inbox row of an order. */
export function roomRow(console: ChatPage, order: number): Locator {
  return console.page.locator('.room-row', { hasText: String(order) });
}
