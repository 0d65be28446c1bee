/** What the two people of the pictures do. Rooms are named by the demo's order numbers. */

const PANES = [4106, 4102, 4101];
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };

const row = (page, order) => page.locator('.room-row', { hasText: `#${order}` });
const bubble = (page, text) => page.locator('.conversation', { hasText: text });

/** A client comes by her invite link, on a phone. */
export async function openClient(browser, invite, look) {
  const context = await browser.newContext({ ...look, viewport: PHONE, deviceScaleFactor: 2, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await page.goto(invite);
  await bubble(page, 'Sorry for so many messages!').waitFor();
  return page;
}

/** An expert signs in to the console and opens three rooms beside each other. */
export async function openConsole(browser, url, look) {
  const context = await browser.newContext({ ...look, viewport: DESK });
  const page = await context.newPage();
  await page.goto(`${url}/console`);
  await page.locator('input[name=email]').fill('anna@orderline.test');
  await page.locator('input[name=password]').fill('orderline-demo');
  await page.keyboard.press('Enter');
  for (const [index, order] of PANES.entries()) {
    await row(page, order).locator('.room-open').click({ button: index === 0 ? 'left' : 'middle' });
    await page.locator('.pane').nth(index).locator('.composer-field').waitFor();
  }
  await page.locator('.pane').first().locator('.composer-field').click();
  return page;
}

/** The expert answers on the desk, and the client thanks on her phone. */
export async function talk(desk, phone) {
  const [answer, thanks] = ['Hello Léa! Yes, APA 7 is fine. You will have the outline tonight.', 'That is fast, thank you!'];
  await write(desk.locator('.pane').first(), answer);
  await bubble(phone, answer).waitFor();
  await write(phone, thanks);
  await bubble(desk, thanks).waitFor();
}

/** The client types for as long as `work` takes; nothing of it stays. */
export async function whileTyping(desk, phone, work) {
  const field = phone.locator('.composer-field');
  const typing = field.pressSequentially('And one more question before you begin', { delay: 200 });
  await desk.locator('.typing-dots').first().waitFor();
  await work();
  await typing;
  await field.fill('');
}

async function write(place, text) {
  await place.locator('.composer-field').fill(text);
  await place.locator('.composer-send').click();
}
