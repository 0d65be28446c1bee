import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousFlaws } from '../support/axe';
import { launchChromium } from '../support/chromium';
import { hasFocus, makeOrder, openDesk, type ConsoleDesk, type ServedOrder } from '../support/console_page';
import { someone } from '../support/people';
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

const guardOf = (desk: ConsoleDesk, order: number) => desk.pane(order).locator('.guard');

describe('the wrong-room guard', () => {
  it('holds a text that names another order or client for a second key, and takes it there by one', async () => {
    const expert = await server.people.makeUser('expert', someone('Анна', 'Соколова'));
    const here = await makeOrder(server, expert, 'Чертёж', someone('Олег', 'Смирнов'), 'Добрый день');
    const there = await makeOrder(server, expert, 'Перевод', someone('Марина', 'Орлова'), 'Здравствуйте');
    const desk = await openDesk(browser, server, expert);
    await desk.opener(here.order).click();
    const field = desk.field(here.order);
    const texts = async (room: number) => (await messagesOf(expert, room)).map(({ message }) => message);

    await desk.pane(here.order).locator('article').getByText('Добрый день').waitFor();
    await field.fill(`По заказу #${there.order} всё готово`);
    await field.press('Enter');
    await guardOf(desk, here.order).getByText(`#${there.order}`).first().waitFor();
    expect(await seriousFlaws(desk.page)).toEqual([]);
    expect(await texts(here.room)).toEqual(['Добрый день']);
    // Escape goes back to writing: the next Enter asks again.
    await field.press('Escape');
    await guardOf(desk, here.order).waitFor({ state: 'detached' });
    await field.press('Enter');
    await guardOf(desk, here.order).waitFor();
    await field.press('Enter');
    await expect.poll(() => texts(here.room)).toEqual(['Добрый день', `По заказу #${there.order} всё готово`]);
    await guardOf(desk, here.order).waitFor({ state: 'detached' });

    await field.fill('Марина, отправила вам правки');
    await field.press('Enter');
    await guardOf(desk, here.order).getByText('«Марина»').waitFor();
    await desk.page.keyboard.press('Alt+KeyG');
    await expect.poll(() => desk.field(there.order).inputValue()).toBe('Марина, отправила вам правки');
    await expect.poll(() => hasFocus(desk.field(there.order))).toBe(true);
    await desk.pane(there.order).locator('article').getByText('Здравствуйте').waitFor();
    await desk.field(there.order).press('Enter');
    await expect.poll(() => texts(there.room)).toEqual(['Здравствуйте', 'Марина, отправила вам правки']);
    await desk.opener(here.order).click();
    await expect.poll(() => desk.field(here.order).inputValue()).toBe('');
    await desk.field(here.order).fill('Скидка 15%, итого 4107 рублей, до 17:00');
    await desk.field(here.order).press('Enter');
    await expect.poll(async () => (await texts(here.room)).at(-1)).toBe('Скидка 15%, итого 4107 рублей, до 17:00');
    // What a message is changed to goes to the client as well.
    await desk.field(here.order).press('ArrowUp');
    await expect.poll(() => desk.field(here.order).inputValue()).toBe('Скидка 15%, итого 4107 рублей, до 17:00');
    await desk.field(here.order).fill('Марина, скидка 15%');
    await desk.field(here.order).press('Enter');
    await guardOf(desk, here.order).getByText('сохранить так').waitFor();
    expect((await texts(here.room)).at(-1)).toBe('Скидка 15%, итого 4107 рублей, до 17:00');
    await desk.field(here.order).press('Enter');
    await expect.poll(async () => (await texts(here.room)).at(-1)).toBe('Марина, скидка 15%');
    await guardOf(desk, here.order).waitFor({ state: 'detached' });
    expect(desk.complaints()).toEqual([]);
    await desk.context.close();
  });

  it('holds what was copied in another room, and what is sent just after the chat changed under the fingers', async () => {
    const expert = await server.people.makeUser('expert', someone('Анна', 'Соколова'));
    const one = await makeOrder(server, expert, 'Макет', someone('Олег', 'Смирнов'), 'Вопрос');
    const two = await makeOrder(server, expert, 'Диплом', someone('Игорь', 'Павлов'), 'Другой вопрос');
    const desk = await openDesk(browser, server, expert);
    await desk.opener(one.order).click();
    await desk.field(one.order).fill('Реквизиты для оплаты придут письмом');
    await desk.field(one.order).press('Control+a');
    await desk.field(one.order).press('Control+c');
    await desk.opener(two.order).click();
    await desk.field(two.order).press('Control+v');
    await expect.poll(() => desk.field(two.order).inputValue()).toBe('Реквизиты для оплаты придут письмом');
    await desk.field(two.order).press('Enter');
    await guardOf(desk, two.order).getByText(`скопирован в чате заказа #${one.order}`).waitFor();
    await desk.field(two.order).press('Escape');
    await desk.field(two.order).fill('Черновик, который ещё не готов');

    // By key to the other chat, whose draft stands there, and Enter in the same breath.
    await desk.opener(one.order).click();
    await desk.field(one.order).fill('Пишу первому');
    await desk.page.evaluate(() => {
      // As soon as the other field has the focus, as a finger does that is on its way.
      const field = document.activeElement;
      const arrive = ({ target: next }: FocusEvent) => {
        if (next === field || !(next instanceof HTMLTextAreaElement)) return;
        document.removeEventListener('focusin', arrive);
        setTimeout(() => next.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true })), 0);
      };
      document.addEventListener('focusin', arrive);
    });
    await desk.page.keyboard.press('Alt+KeyO');
    await guardOf(desk, two.order).getByText(`писали в чат заказа #${one.order}`).waitFor();
    expect((await messagesOf(expert, two.room)).map(({ message }) => message)).toEqual(['Другой вопрос']);
    expect(desk.complaints()).toEqual([]);
    await desk.context.close();
  });
});

describe('a promise in an answer', () => {
  it('is offered, becomes the due time by one key, is shown in list, header and card, and is kept by the answer', async () => {
    const expert = await server.people.makeUser('expert', someone('Анна', 'Соколова'));
    const { order, room, client } = await makeOrder(server, expert, 'Перевод', someone('Олег', 'Смирнов'), 'Когда?');
    const desk = await openDesk(browser, server, expert);
    await desk.opener(order).click();
    const pane = desk.pane(order);
    await pane.locator('article').getByText('Когда?').waitFor();
    await desk.field(order).fill('Отвечу через 2 часа');
    await desk.field(order).press('Enter');
    await pane.locator('.due-offer').getByText('Обещано:').waitFor();
    expect((await roomOf(expert, room)).due_at).toBeNull();
    expect(await seriousFlaws(desk.page)).toEqual([]);
    await desk.page.keyboard.press('Alt+KeyT');
    await desk.row(order).locator('.due-mark').waitFor();
    await pane.locator('.pane-header .due-mark').waitFor();
    await pane.locator('.due-offer').waitFor({ state: 'detached' });
    await expect.poll(async () => (await roomOf(expert, room)).due_at).not.toBeNull();
    const due = Date.parse((await roomOf(expert, room)).due_at!) - Date.now();
    expect(Math.round(due / 60_000 / 10)).toBe(12);
    expect((await roomOf(client, room)).due_at).toBeNull();

    await desk.page.keyboard.press('Alt+KeyI');
    const card = pane.locator('.promise-list');
    await card.getByText('ждёт').waitFor();
    expect(await seriousFlaws(desk.page)).toEqual([]);
    await say(client, room, 'Хорошо');
    // Before it is on the screen it would hold the answer.
    await pane.locator('article').getByText('Хорошо').waitFor();
    await desk.field(order).fill('Готово, смотрите файл');
    await desk.field(order).press('Enter');
    await card.getByText('выполнено').waitFor();
    await desk.row(order).locator('.due-mark').waitFor({ state: 'detached' });
    // That was not the answer yet.
    await card.getByRole('button', { name: 'Ещё не всё' }).click();
    await desk.row(order).locator('.due-mark').waitFor();

    // The next one is let be by Escape.
    await desk.field(order).fill('Завтра пришлю остальное');
    await desk.field(order).press('Enter');
    await pane.locator('.due-offer').waitFor();
    await desk.field(order).press('Escape');
    await pane.locator('.due-offer').waitFor({ state: 'detached' });
    await desk.page.keyboard.press('Control+Comma');
    const sums = desk.page.getByRole('region', { name: 'Мои обещания' });
    await expect.poll(() => sums.locator('dd').allTextContents()).toEqual(['1', '0', '0']);
    expect(desk.complaints()).toEqual([]);
    await desk.context.close();
  });
});

describe('the same question of several clients', () => {
  it('is answered once: filled in for each, one struck out, one changed, and held where somebody has written since', async () => {
    const expert = await server.people.makeUser('expert', someone('Анна', 'Соколова'));
    const names = [someone('Олег', 'Смирнов'), someone('Марина', 'Орлова'), someone('Игорь', 'Павлов'), someone('Вера', 'Зимина')];
    const questions = ['Когда будет готов заказ?', 'Здравствуйте, когда будет готов заказ?', 'когда будет готов заказ', 'Подскажите, когда будет готов заказ?'];
    const made = [];
    for (const [index, client] of names.entries()) made.push(await makeOrder(server, expert, `Работа ${index}`, client, questions[index]!));
    await makeOrder(server, expert, 'Другое', someone('Пётр', 'Иванов'), 'Как оплатить работу?');
    const [first, second, third, fourth] = made as [ServedOrder, ServedOrder, ServedOrder, ServedOrder];
    const desk = await openDesk(browser, server, expert);
    await desk.page.getByRole('button', { name: '4 клиента спрашивают одно и то же' }).click();
    const dialog = desk.page.getByRole('dialog', { name: 'Один вопрос — один ответ' });
    const row = (of: ServedOrder) => dialog.locator(`.stack-row[data-order="${of.order}"]`);
    await dialog.getByLabel('Ответ всем').fill('{client}, заказ {order} будет готов завтра.');
    await row(first).getByText(`Олег, заказ ${first.order} будет готов завтра.`).waitFor();
    await row(second).getByRole('button', { name: 'Вычеркнуть' }).click();
    await row(third).getByRole('button', { name: 'Изменить' }).click();
    await row(third).getByRole('textbox').fill(`Игорь, ваш заказ готов, как и заказ ${first.order}.`);
    await row(third).getByText('Не тот чат?').waitFor();
    await say(fourth.client, fourth.room, 'Или уже не нужно?');
    await row(fourth).getByText('В чате новое: Или уже не нужно?').waitFor();
    expect(await seriousFlaws(desk.page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Отправить 1 ответ' }).click();
    await row(first).getByText('Отправлено').waitFor();
    await row(third).getByRole('button', { name: 'Всё равно отправить' }).click();
    await dialog.getByRole('button', { name: 'Отправить 1 ответ' }).click();
    await row(third).getByText('Отправлено').waitFor();
    const last = async (of: ServedOrder) => (await messagesOf(expert, of.room)).at(-1)!.message;
    expect(await last(first)).toBe(`Олег, заказ ${first.order} будет готов завтра.`);
    expect(await last(second)).toBe(questions[1]);
    expect(await last(third)).toBe(`Игорь, ваш заказ готов, как и заказ ${first.order}.`);
    expect(await last(fourth)).toBe('Или уже не нужно?');
    await dialog.getByRole('button', { name: 'Закрыть' }).first().click();
    await desk.page.locator('.stack-line').waitFor({ state: 'detached' });
    expect(desk.complaints()).toEqual([]);
    await desk.context.close();
  });
});
