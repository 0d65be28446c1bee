import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { seriousFlaws } from '../support/axe';
import { openClientPage } from '../support/chat_pages';
import { launchChromium } from '../support/chromium';
import { makeOrder, openDesk } from '../support/console_page';
import { roomOf, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchChromium()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

describe('read control', () => {
  it('marks unread from a message, keeps the mark while the chat stays open, and loses it by reading again', async () => {
    const expert = await server.people.makeUser('expert');
    const { order, room } = await makeOrder(server, expert, 'Перевод', undefined, 'Первое', 'Второе', 'Третье');
    const other = await makeOrder(server, expert, 'Другой', undefined, 'Там');
    const desk = await openDesk(browser, server, expert);
    await desk.opener(order).click();
    await expect.poll(async () => (await roomOf(expert, room)).read_seq).toBe(3);
    await desk.bubble('Второе').hover();
    await desk.bubble('Второе').getByRole('button', { name: 'Непрочитано с этого места' }).click();
    await expect.poll(async () => (await roomOf(expert, room)).unread_from).toBe(2);
    await expect.poll(() => desk.row(order).locator('.badge-dot').count()).toBe(1);
    expect(await roomOf(expert, room)).toMatchObject({ read_seq: 3, unread_count: 0, unread_from: 2 });
    expect(await seriousFlaws(desk.page)).toEqual([]);
    await desk.opener(other.order).click();
    await desk.bubble('Там').waitFor();
    expect((await roomOf(expert, room)).unread_from).toBe(2);
    await desk.opener(order).click();
    await desk.page.getByText('Новые сообщения').first().waitFor();
    await expect.poll(async () => (await roomOf(expert, room)).unread_from).toBe(null);
    await expect.poll(() => desk.row(order).locator('.badge-dot').count()).toBe(0);
    expect(desk.complaints()).toEqual([]);
    await desk.context.close();
  });

  it('pins on top, and mutes: still counted, not alerted, on every device of the expert', async () => {
    const expert = await server.people.makeUser('expert');
    const longest = await makeOrder(server, expert, 'Ждёт дольше', undefined, 'Давно');
    const kept = await makeOrder(server, expert, 'Новый', undefined, 'Только что');
    const [desk, second] = [await openDesk(browser, server, expert), await openDesk(browser, server, expert)];
    for (const one of [desk, second]) await expect.poll(() => one.listed()).toEqual([longest.order, kept.order]);
    await desk.opener(kept.order).click();
    const menu = desk.pane(kept.order).getByRole('button', { name: 'Действия с чатом' });
    await menu.click();
    await desk.page.getByRole('menuitem', { name: 'Закрепить' }).click();
    for (const one of [desk, second]) await expect.poll(() => one.listed()).toEqual([kept.order, longest.order]);
    await menu.click();
    await desk.page.getByRole('menuitem', { name: 'Не уведомлять' }).click();
    for (const one of [desk, second]) await one.row(kept.order).getByText('Без уведомлений').waitFor({ state: 'attached' });
    expect(await seriousFlaws(desk.page)).toEqual([]);
    await desk.opener(longest.order).click();
    await say(kept.client, kept.room, 'Тихо');
    await expect.poll(() => desk.row(kept.order).locator('.badge').innerText()).toContain('1');
    await desk.page.getByRole('button', { name: 'Настройки' }).first().click();
    await desk.page.locator('.alert-log').getByText('Не показано: чат без уведомлений').first().waitFor();
    await Promise.all([desk.context.close(), second.context.close()]);
  });

  it('tells on the ticks who has read, and by when', async () => {
    const expert = await server.people.makeUser('expert');
    const { order, room } = await makeOrder(server, expert, 'Перевод');
    const desk = await openDesk(browser, server, expert);
    await desk.opener(order).click();
    await desk.field(order).fill('Готово');
    await desk.field(order).press('Enter');
    const page = await openClientPage(browser, await server.people.invite(order));
    await page.bubble('Готово').waitFor();
    await expect.poll(() => desk.state('Готово')).toBe('read');
    const ticks = desk.bubble('Готово').locator('.ticks');
    await ticks.hover();
    await expect.poll(() => ticks.getAttribute('title')).toMatch(/^Прочитано не позже: Мария Орлова, .*\d/);
    expect((await roomOf(expert, room)).participants.find(({ role }) => role === 'client')!.time_zone).not.toBe(null);
    await Promise.all([desk.context.close(), page.context.close()]);
  });
});
