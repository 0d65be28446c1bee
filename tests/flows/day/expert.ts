import { expect } from 'vitest';
import { call } from '../../desktop/bridge';
import { hasFocus } from '../../support/console_page';
import { orderIn } from './agreement';
import { MINUTE_MS, note, WAIT, type Day } from './day';

/* What the expert does, by keys and at the system around the window; the model is told of each. */

const DEEDS = ['answer', 'promise', 'waive', 'snooze 20 min', 'snooze 1 h', 'end'] as const;

/** One key brings somebody who waits, and the keys are in his composer. */
export async function toNextOwed(day: Day): Promise<number> {
  const [before] = await day.desk.shown();
  await day.desk.page.keyboard.press('Alt+o');
  return arrive(day, before);
}

async function arrive({ desk, model }: Day, from: number | undefined): Promise<number> {
  await expect.poll(async () => (await desk.shown())[0], WAIT).not.toBe(from);
  const [order = 0] = await desk.shown();
  await expect.poll(() => hasFocus(desk.field(order)), WAIT).toBe(true);
  // What has not been on the screen yet would hold an answer.
  await desk.pane(order).locator('article:visible').last().waitFor();
  expect(model.owed()).toContain(order);
  return order;
}

/** Settles the room that is at hand, in one of the ways. */
export async function decide(day: Day, order: number): Promise<void> {
  const { desk, model } = day;
  const { page } = desk;
  // By turns, so that each comes about in every day.
  const turn = DEEDS.reduce((sum, one) => sum + (day.done.get(one) ?? 0), 0);
  const deed = DEEDS[turn % DEEDS.length] ?? 'answer';
  switch (deed) {
    case 'answer':
      await write(day, order, 'Готово, посмотрите');
      break;
    case 'promise':
      await write(day, order, 'Пришлю через 2 часа');
      await desk.pane(order).locator('.due-offer').waitFor();
      await page.keyboard.press('Alt+t');
      model.promise(order);
      break;
    case 'waive':
      await page.keyboard.press('Alt+x');
      model.waive(order);
      break;
    case 'end':
      await page.keyboard.press('Alt+d');
      model.end(order);
      break;
    default:
      await page.keyboard.press('Alt+h');
      await expect.poll(() => hasFocus(page.locator('.snooze-panel .when-preset').first()), WAIT).toBe(true);
      await page.keyboard.press(deed === 'snooze 20 min' ? '1' : '2');
      model.snooze(order, Date.now() + (deed === 'snooze 20 min' ? 20 : 60) * MINUTE_MS);
  }
  note(day, deed);
}

async function write({ desk, model }: Day, order: number, text: string): Promise<void> {
  await desk.page.keyboard.type(text);
  await desk.page.keyboard.press('Enter');
  model.answer(order);
}

/** Answers one after the other: a key sends and brings the next who waits. */
export async function conveyor(day: Day, count: number): Promise<void> {
  const { desk, model } = day;
  if (count === 0 || model.owed().length === 0) return;
  const [at] = await desk.shown();
  let order = at !== undefined && model.owed().includes(at) ? at : await toNextOwed(day);
  await expect.poll(() => hasFocus(desk.field(order)), WAIT).toBe(true);
  for (let step = 0; step < count; step += 1) {
    await desk.page.keyboard.type(`Да, уже делаю ${step}`);
    await desk.page.keyboard.press('ControlOrMeta+Enter');
    model.answer(order);
    note(day, 'conveyor');
    if (model.owed().length === 0) return;
    order = await arrive(day, order);
  }
}

/** Answers a notification itself, without a look at the window. */
export async function replyFromNotification(day: Day): Promise<void> {
  const { notifications } = await day.driver.surface();
  const waiting = day.model.owed();
  // A reply answers what its notification has said; what was written silently since stays owed.
  const isNewest = (order: number, body: string) => waiting.includes(order) && day.model.room(order).last_said === body;
  const index = notifications.findLastIndex(({ state, has_reply, title, body }) => state === 'shown' && has_reply && orderIn(title).some((order) => isNewest(order, body)));
  const [order] = orderIn(notifications[index]?.title ?? '');
  if (order === undefined) return;
  await day.driver.poke({ do: 'reply_notification', index, text: 'Отвечаю прямо отсюда' });
  day.model.answer(order);
  note(day, 'reply from a notification');
}

/** Closes the window into the tray, or takes it out again. */
export async function hideOrShow(day: Day): Promise<void> {
  const { driver } = day;
  await driver.poke(day.isWatched ? { do: 'close_window' } : { do: 'click_menu', label: 'Показать Orderline' });
  day.isWatched = !day.isWatched;
  await expect.poll(async () => (await driver.surface()).windows[0], WAIT).toMatchObject({ visible: day.isWatched, focused: day.isWatched });
  note(day, day.isWatched ? 'show' : 'hide');
}

/** Pauses alerts for an hour, or begins hours of quiet, or ends what there is of both. */
export async function changeSilence(day: Day): Promise<void> {
  const { desk, driver, model } = day;
  const hours = (is_on: boolean) => call(desk.page, 'setSettings', { quiet_hours: { is_on, from: '00:00', to: '00:00', days: [1, 2, 3, 4, 5, 6, 7] } });
  if (model.silence === 'paused') await driver.poke({ do: 'click_menu', label: 'Снова уведомлять' });
  if (model.silence === 'quiet_hours') await hours(false);
  model.silence = model.silence !== 'none' ? 'none' : day.done.has('silence: paused') && !day.done.has('silence: quiet_hours') ? 'quiet_hours' : 'paused';
  if (model.silence === 'paused') await driver.poke({ do: 'click_menu', label: 'Пока не включу' });
  if (model.silence === 'quiet_hours') await hours(true);
  note(day, `silence: ${model.silence}`);
}

/** Comes back to the desk after a while: what happened meanwhile is summed up, and a key goes through it. */
export async function comeBack(day: Day): Promise<void> {
  const { page } = day.desk;
  await page.keyboard.press('Shift');
  await page.locator('.return-card').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.return-card').waitFor({ state: 'detached' });
  note(day, 'return card');
}
