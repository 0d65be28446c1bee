import type { Page } from 'playwright-core';
import { chatPage } from '../support/chat_pages';
import { deskOf, type ConsoleDesk } from '../support/console_page';
import { PASSWORD } from '../support/people';
import { startServer, type TestServer, type TestServerOptions } from '../support/server';
import type { DesktopDriver } from './driver';
import { desktopRuntime } from './runtime';

/** A server that lets the desktop's page in; on a database of its own unless one is named, and of its own age unless it plays another. */
export function startDesktopServer(databaseUrl?: string, { environment, contract }: Pick<TestServerOptions, 'environment' | 'contract'> = {}): Promise<TestServer> {
  return startServer({ environment: { ALLOWED_ORIGINS: desktopRuntime().origin, ...environment }, ...(databaseUrl !== undefined && { databaseUrl }), ...(contract && { contract }) });
}

/** The hands and eyes of a test on the console inside the desktop. */
export function desktopDesk(page: Page): ConsoleDesk {
  return deskOf(chatPage(page, page.context()));
}

/** Answers the desktop's two first questions, in Russian: which server, and who. */
export async function signInDesktop(driver: DesktopDriver, server: string, email: string, account = 1): Promise<ConsoleDesk> {
  const page = await driver.page(account);
  await page.getByLabel('Адрес').fill(server);
  await page.getByRole('button', { name: 'Продолжить' }).click();
  await page.getByLabel('Почта').fill(email);
  await page.getByLabel('Пароль', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Войти' }).click();
  const desk = desktopDesk(page);
  await page.locator('.inbox-header').waitFor();
  return desk;
}
