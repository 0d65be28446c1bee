import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { seriousFlaws } from '../support/axe';
import { launchChromium } from '../support/chromium';
import { makeOrder, openDesk } from '../support/console_page';
import { messagesOf } from '../support/posts';
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

describe('canned replies', () => {
  it('open by a slash, are filled in from the room, and hold what is not filled in', async () => {
    const expert = await server.people.makeUser('expert');
    const add = (trigger: string, title: string, message: string) => expert.http('POST', '/api/chat/replies', { scope: 'own', trigger, title, message });
    await add('hello', 'Приветствие', 'Здравствуйте, {client}! Это {expert}, заказ {order}.');
    await add('срок', 'Срок', 'Готово будет {deadline}.');
    const { order, room } = await makeOrder(server, expert, 'Перевод', undefined, 'Вопрос');
    const desk = await openDesk(browser, server, expert);
    await desk.opener(order).click();
    // What has not been on the screen yet would hold an answer.
    await desk.bubble('Вопрос').first().waitFor();
    const field = desk.field(order);
    await field.pressSequentially('/прив');
    const list = desk.pane(order).getByRole('listbox', { name: 'Заготовки ответов' });
    await list.getByText('/hello').waitFor();
    expect(await seriousFlaws(desk.page)).toEqual([]);
    await field.press('Enter');
    const filled = `Здравствуйте, Мария! Это ${expert.account.first_name} ${expert.account.last_name}, заказ ${order}.`;
    await expect.poll(() => field.inputValue()).toBe(filled);
    await field.press('Enter');
    await expect.poll(async () => (await messagesOf(expert, room)).at(-1)!.message).toBe(filled);
    await field.pressSequentially('/срок');
    await list.getByText('/срок').waitFor();
    await field.press('Tab');
    await expect.poll(() => field.inputValue()).toBe('Готово будет {deadline}.');
    await field.press('Enter');
    await desk.pane(order).getByText('Замените {deadline}').waitFor();
    await expect.poll(() => field.evaluate((node: HTMLTextAreaElement) => node.value.slice(node.selectionStart, node.selectionEnd))).toBe('{deadline}');
    await desk.page.keyboard.insertText('завтра');
    await field.press('Enter');
    await expect.poll(async () => (await messagesOf(expert, room)).at(-1)!.message).toBe('Готово будет завтра.');
    expect(desk.complaints()).toEqual([]);
    await desk.context.close();
  });

  it('are written, changed, deleted and brought back, exported and imported in the settings', async () => {
    const expert = await server.people.makeUser('expert');
    const desk = await openDesk(browser, server, expert);
    await desk.page.getByRole('button', { name: 'Настройки' }).first().click();
    const settings = desk.page.getByRole('region', { name: 'Заготовки ответов' });
    await settings.getByRole('button', { name: 'Новая заготовка' }).click();
    await settings.getByLabel('Сокращение').fill('pay');
    await settings.getByLabel('Название').fill('Оплата');
    await settings.getByLabel('Текст').fill('=Оплата по ссылке');
    expect(await seriousFlaws(desk.page)).toEqual([]);
    await settings.getByRole('button', { name: 'Сохранить' }).click();
    await settings.getByText('/pay').waitFor();
    await settings.getByRole('button', { name: 'Изменить заготовку /pay' }).click();
    await settings.getByLabel('Название').fill('Про оплату');
    await settings.getByRole('button', { name: 'Сохранить' }).click();
    await settings.getByText('Про оплату').waitFor();
    const download = desk.page.waitForEvent('download');
    await settings.getByRole('button', { name: 'Экспорт в CSV' }).click();
    const csv = readFileSync(await (await download).path(), 'utf8');
    expect(csv).toContain(`"'=Оплата по ссылке"`);
    await settings.getByRole('button', { name: 'Удалить заготовку /pay' }).click();
    await settings.getByText('Заготовка /pay удалена').waitFor();
    await expect.poll(() => settings.locator('.kept-row').count()).toBe(0);
    await settings.getByRole('button', { name: 'Вернуть' }).click();
    await settings.getByText('Про оплату').waitFor();
    await settings.locator('input[type=file]').setInputFiles({ name: 'replies.csv', mimeType: 'text/csv', buffer: Buffer.from(`${csv}bad one,Название,Текст\r\nnew,Новая,Текст\r\n`) });
    await settings.getByText('Добавлено: 1, изменено: 0, без изменений: 1').waitFor();
    await settings.getByText('Строка 3: негодное сокращение').waitFor();
    await settings.getByText('/new').waitFor();
    expect(await seriousFlaws(desk.page)).toEqual([]);
    expect(desk.complaints()).toEqual([]);
    await desk.context.close();
  });
});
