import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { seriousFlaws } from '../support/axe';
import { openClientPage } from '../support/chat_pages';
import { launchChromium } from '../support/chromium';
import { makeOrder, openDesk } from '../support/console_page';
import { messagesOf, roomOf, say } from '../support/posts';
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

/** What a field for date and time takes, in the page's own zone. */
const fieldText = (moment: Date) => new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

describe('sending later', () => {
  it('schedules by preset, shows both clocks, edits, cancels and sends now', async () => {
    const expert = await server.people.makeUser('expert');
    const { order, room, client } = await makeOrder(server, expert, 'Перевод', undefined, 'Здравствуйте');
    const page = await openClientPage(browser, await server.people.invite(order), { locale: 'ru-RU' });
    await page.bubble('Здравствуйте').waitFor();
    // His page has told its own zone by itself; it must not come after the other one.
    await expect.poll(async () => (await roomOf(expert, room)).participants.find(({ role }) => role === 'client')?.time_zone ?? null).not.toBe(null);
    await (await client.connect()).get('zone:set', { time_zone: 'Asia/Tokyo' });
    const desk = await openDesk(browser, server, expert);
    await desk.opener(order).click();
    const pane = desk.pane(order);
    await desk.field(order).fill('Доброе утро!');
    await pane.getByRole('button', { name: 'Отправить позже' }).click();
    const panel = desk.page.getByRole('dialog', { name: 'Отправить позже' });
    await expect.poll(() => panel.innerText()).toContain('Tokyo');
    expect(await panel.innerText()).toContain('у клиента');
    expect(await seriousFlaws(desk.page)).toEqual([]);
    await panel.getByRole('button', { name: 'Завтра в 9:00' }).click();
    await expect.poll(() => desk.field(order).inputValue()).toBe('');
    await pane.getByRole('button', { name: '1 запланированное сообщение' }).click();
    const item = pane.locator('.scheduled-item');
    await expect.poll(() => item.innerText()).toContain('Доброе утро!');
    expect(await item.innerText()).toMatch(/09:00/);
    await item.getByRole('button', { name: 'Изменить' }).click();
    await item.getByLabel('Текст сообщения').fill('Добрый день!');
    await item.getByRole('button', { name: 'Сохранить' }).click();
    await expect.poll(() => pane.locator('.scheduled-text').innerText()).toBe('Добрый день!');
    expect(await seriousFlaws(desk.page)).toEqual([]);
    await item.getByRole('button', { name: 'Отправить сейчас' }).click();
    await desk.bubble('Добрый день!').waitFor();
    await page.bubble('Добрый день!').waitFor();
    await expect.poll(() => pane.locator('.scheduled-bar').count()).toBe(0);

    await desk.field(order).fill('Лишнее');
    await pane.getByRole('button', { name: 'Отправить позже' }).click();
    await panel.getByRole('button', { name: 'Через час' }).click();
    // The list is still open.
    await item.getByRole('button', { name: 'Отменить отправку' }).click();
    await expect.poll(() => pane.locator('.scheduled-bar').count()).toBe(0);
    expect((await messagesOf(expert, room)).map(({ message }) => message)).toEqual(['Здравствуйте', 'Добрый день!']);
    expect(desk.complaints()).toEqual([]);
    await Promise.all([desk.context.close(), page.context.close()]);
  });

  it('posts at its time, and tells when somebody has written before', async () => {
    const expert = await server.people.makeUser('expert');
    const { order, room, client } = await makeOrder(server, expert, 'Договор', undefined, 'Первый вопрос');
    const desk = await openDesk(browser, server, expert);
    await desk.opener(order).click();
    await desk.bubble('Первый вопрос').waitFor();
    const pane = desk.pane(order);
    await desk.field(order).fill('Ответ, если тихо');
    await pane.getByRole('button', { name: 'Отправить позже' }).click();
    const panel = desk.page.getByRole('dialog', { name: 'Отправить позже' });
    await panel.getByLabel('Только если за это время никто не напишет').check();
    await panel.getByLabel('Дата и время').fill(fieldText(new Date(Date.now() - 60_000)));
    await panel.getByRole('button', { name: 'Запланировать' }).click();
    await panel.getByText('Это время уже прошло').waitFor();
    await panel.getByRole('button', { name: 'Через час' }).click();
    await pane.getByRole('button', { name: '1 запланированное сообщение' }).waitFor();
    await say(client, room, 'Ещё вопрос');
    await desk.bubble('Ещё вопрос').waitFor();
    const device = await expert.connect();
    const { scheduled } = await device.get('later:list', {});
    await device.get('later:change', { id: scheduled[0]!.id, send_at: new Date().toISOString() });
    await pane.getByText('Не отправлено: в чате появились новые сообщения').waitFor();
    await desk.page.getByRole('button', { name: expert.account.first_name }).first().click();
    await desk.page.getByRole('menuitem', { name: 'Запланированные сообщения' }).click();
    const dialog = desk.page.getByRole('dialog', { name: 'Запланированные сообщения' });
    await dialog.getByText('Ответ, если тихо').waitFor();
    expect(await seriousFlaws(desk.page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Отправить сейчас' }).click();
    await dialog.getByText('Ничего не запланировано').waitFor();
    await expect.poll(async () => (await messagesOf(client, room)).at(-1)!.message).toBe('Ответ, если тихо');
    device.close();
    await desk.context.close();
  });
});
