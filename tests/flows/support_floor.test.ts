import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seriousFlaws } from '../support/axe';
import { launchChromium } from '../support/chromium';
import { hasFocus, makeOrder, openDesk, type ConsoleDesk } from '../support/console_page';
import { someone, type Person } from '../support/people';
import { roomOf, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

/* Two experts and their lead, each at a console, each test with orders of its own. */

const WAIT = { timeout: 30_000, interval: 50 };

let browser: Browser;
let server: TestServer;
let [anna, boris, vera]: Person[] = [];
let [a, b, lead]: ConsoleDesk[] = [];
beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer()]);
  [anna, boris, vera] = [
    await server.people.makeUser('expert', someone('Анна', 'Соколова')),
    await server.people.makeUser('expert', someone('Борис', 'Левин')),
    await server.people.makeUser('lead', someone('Вера', 'Ким')),
  ];
  const chief = await (await server.people.makeUser('admin')).connect();
  await chief.get('team:make', { name: 'Ночная смена', members: [anna.account.id], leads: [vera.account.id] });
  chief.close();
  [a, b, lead] = await Promise.all([openDesk(browser, server, anna), openDesk(browser, server, boris), openDesk(browser, server, vera)]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Anna offers the order to Boris with a comment. */
async function offer(order: number, comment: string): Promise<void> {
  await a!.opener(order).click();
  await a!.field(order).press('Alt+KeyR');
  const dialog = a!.page.getByRole('dialog', { name: `Передать заказ #${order}` });
  await dialog.getByRole('radio', { name: /Борис Левин/ }).check();
  await dialog.getByLabel('Комментарий коллеге').fill(comment);
  expect(await seriousFlaws(a!.page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Предложить' }).click();
  await dialog.waitFor({ state: 'detached' });
  await a!.page.locator('.transfer', { hasText: `Заказ #${order} предложен: Борис Левин` }).waitFor();
}

it('hands an order over with comment and draft once the colleague accepts it by key, and leaves it where it is when he declines', async () => {
  const first = await makeOrder(server, anna!, 'Каталог', someone('Мария', 'Орлова'), 'Когда будет готово?');
  await a!.opener(first.order).click();
  await a!.field(first.order).fill('Почти готово');
  await offer(first.order, 'у меня кончилась смена');
  const card = b!.page.locator('.transfer.is-incoming');
  await card.getByText('у меня кончилась смена').waitFor();
  expect(await card.textContent()).toContain(`Анна Соколова передаёт вам заказ #${first.order}`);
  expect(await seriousFlaws(b!.page)).toEqual([]);
  expect(await b!.row(first.order).count()).toBe(0);
  await b!.page.keyboard.press('Alt+Shift+KeyY');
  await b!.pane(first.order).getByText('Когда будет готово?').first().waitFor();
  await a!.row(first.order).waitFor({ state: 'detached' });
  // What Boris writes himself is not written over.
  await b!.field(first.order).fill('Здравствуйте!');
  const draft = b!.pane(first.order).locator('.given-draft');
  await draft.getByText('Почти готово').waitFor();
  expect(await seriousFlaws(b!.page)).toEqual([]);
  await draft.getByRole('button', { name: 'Взять в поле' }).click();
  await expect.poll(() => b!.field(first.order).inputValue(), WAIT).toBe('Здравствуйте!\nПочти готово');
  await draft.waitFor({ state: 'detached' });

  const second = await makeOrder(server, anna!, 'Перевод', someone('Пётр', 'Зимин'), 'Здравствуйте');
  await offer(second.order, '');
  await b!.page.locator('.transfer.is-incoming').getByRole('button', { name: 'Отказаться' }).click();
  const news = a!.page.locator('.transfer', { hasText: `Борис Левин не принимает заказ #${second.order}` });
  await news.getByRole('button', { name: 'Понятно' }).click();
  await news.waitFor({ state: 'detached' });
  expect(await a!.row(second.order).count()).toBe(1);
  expect([...a!.complaints(), ...b!.complaints()]).toEqual([]);
});

it('lets the lead of her team look at a room without being there, whisper, and take it over', async () => {
  const { order, room, client } = await makeOrder(server, anna!, 'Буклет', someone('Олег', 'Ильин'), 'Где мой заказ?');
  await say(anna!, room, 'Уже делаю');
  await say(client, room, 'Жду');
  await a!.opener(order).click();
  await lead!.page.keyboard.press('Alt+Shift+KeyJ');
  const dialog = lead!.page.locator('dialog.dialog-team');
  // All who wait, whoever has them, by two keys; the way back leads to where it was left.
  const all = dialog.getByRole('button', { name: 'Показать всех' });
  await all.press('Enter');
  await dialog.locator('.team-row', { hasText: `#${order}` }).getByText('у эксперта: Анна Соколова').waitFor();
  expect(await seriousFlaws(lead!.page)).toEqual([]);
  expect(await hasFocus(dialog.getByRole('button', { name: 'Назад' }))).toBe(true);
  await lead!.page.keyboard.press('Enter');
  await expect.poll(() => hasFocus(all), WAIT).toBe(true);
  // A limit that is no number is not taken for none.
  const limit = dialog.getByLabel('Сколько заказов: Анна Соколова');
  for (const [typed, kept] of [['7', '7'], ['1e', '7'], ['', '']] as const) {
    await limit.selectText();
    await lead!.page.keyboard.press('Delete');
    await lead!.page.keyboard.type(typed);
    await lead!.page.keyboard.press('Enter');
    await expect.poll(() => limit.evaluate((field: HTMLInputElement) => [field.value, field.defaultValue]), WAIT).toEqual([kept, kept]);
  }
  await dialog.getByRole('button', { name: 'Чаты: Анна Соколова' }).click();
  await dialog.getByRole('button', { name: `Посмотреть чат заказа #${order}` }).click();
  await dialog.getByRole('log').getByText('Где мой заказ?').waitFor();
  await dialog.getByText('Только чтение').waitFor();
  // As its expert sees it, with both sides named.
  expect(await dialog.locator('.bubble-row').evaluateAll((rows) => rows.map((row) => [row.classList.contains('is-own'), row.querySelector('.bubble-sender')?.textContent]))).toEqual([
    [false, 'Олег Ильин'],
    [true, 'Анна Соколова'],
    [false, 'Олег Ильин'],
  ]);
  expect(await seriousFlaws(lead!.page)).toEqual([]);
  // Nobody can tell: she is no participant, and the client's message is unread as before.
  const seen = await roomOf(client, room);
  expect(seen.participants.map(({ user }) => user.id)).not.toContain(vera!.account.id);
  expect(JSON.stringify(seen)).not.toContain('Ким');
  await dialog.getByLabel(/Заметка эксперту/).fill('Ответь ему сегодня');
  await dialog.getByRole('button', { name: 'Оставить заметку' }).dblclick();
  await a!.pane(order).locator('.note', { hasText: 'Ответь ему сегодня' }).waitFor();
  await dialog.getByRole('button', { name: 'Взять заказ себе' }).click();
  await lead!.page.locator('dialog.confirm').getByRole('button', { name: 'Взять заказ себе' }).click();
  await lead!.pane(order).getByText('Где мой заказ?').first().waitFor();
  // Clicked twice it is one note.
  await expect.poll(() => lead!.pane(order).locator('.note', { hasText: 'Ответь ему сегодня' }).count(), WAIT).toBe(1);
  await a!.row(order).waitFor({ state: 'detached' });
  await say(vera!, room, 'Здравствуйте, это Вера');
  const trail = await server.app.parts.db.rows(null, `SELECT kind FROM audit_log WHERE actor = $1 AND kind IN ('room_looked_at', 'order_taken_over') ORDER BY id DESC LIMIT 3`, [vera!.account.id]);
  expect(trail.map(({ kind }: { kind?: string }) => kind)).toEqual(['order_taken_over', 'room_looked_at', 'room_looked_at']);
  expect(lead!.complaints()).toEqual([]);
});

it('hands a shift over to a colleague after showing what goes where, and shows who is away', async () => {
  const { order } = await makeOrder(server, anna!, 'Смета', someone('Ира', 'Бойко'), 'Есть новости?');
  await a!.row(order).waitFor();
  const count = await a!.page.locator('.room-row').count();
  await b!.page.getByRole('button', { name: /Борис Левин/ }).first().click();
  await b!.page.getByRole('menuitem', { name: 'Отойти' }).click();
  await b!.page.getByText('Вы отошли: новые заказы не приходят').waitFor();
  await a!.page.keyboard.press('Alt+Shift+KeyR');
  const dialog = a!.page.getByRole('dialog', { name: 'Передать смену' });
  await expect.poll(() => dialog.locator('.floor-choice', { hasText: 'Борис Левин' }).textContent(), WAIT).toContain('отошёл');
  await dialog.getByRole('checkbox', { name: /Вера Ким/ }).check();
  await dialog.getByText(`Вера Ким: ${count} чат`).waitFor();
  expect(await seriousFlaws(a!.page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Предложить' }).click();
  await lead!.page.locator('.transfer.is-incoming', { hasText: `Анна Соколова передаёт вам ${count} заказ` }).getByRole('button', { name: 'Принять' }).click();
  await expect.poll(() => a!.page.locator('.room-row').count(), WAIT).toBe(0);
  await b!.page.getByRole('button', { name: 'Я вернулся' }).click();
  await b!.page.locator('.away-line').waitFor({ state: 'detached' });
});

it('hands an order over by a macro, which says so beforehand, and one undo takes the offer back', async () => {
  const { order, room } = await makeOrder(server, anna!, 'Оплата', someone('Игорь', 'Серов'), 'Не прошёл платёж');
  await anna!.http('POST', '/api/chat/replies', { scope: 'own', trigger: 'касса', title: 'В кассу', message: 'Передаю коллеге', actions: [{ do: 'offer', user: boris!.account.id, comment: 'не прошёл платёж' }] });
  await a!.opener(order).click();
  // What has not been on the screen yet would hold an answer.
  await a!.pane(order).locator('article:visible').last().waitFor();
  const field = a!.field(order);
  await expect.poll(async () => {
    await field.fill('');
    await field.pressSequentially('/касса');
    return a!.page.getByRole('option', { name: /В кассу/ }).count();
  }, WAIT).toBe(1);
  await a!.page.keyboard.press('Enter');
  const ready = a!.pane(order).locator('.macro-ready');
  await expect.poll(() => ready.innerText(), WAIT).toMatch(/После отправки: предложить: Борис Левин, чат ваш до согласия \(«не прошёл платёж»\)/);
  expect(await seriousFlaws(a!.page)).toEqual([]);
  await a!.page.keyboard.press('Enter');
  const card = b!.page.locator('.transfer.is-incoming', { hasText: 'не прошёл платёж' });
  await card.waitFor();
  expect((await roomOf(anna!, room)).last_message?.message).toBe('Передаю коллеге');
  await a!.page.locator('.bulk-result').getByRole('button', { name: 'Отменить' }).click();
  await card.waitFor({ state: 'detached' });
  await a!.row(order).waitFor();
});
