import { defineTexts } from '../chat/texts';

/** Notifications and the rating. */
export const extrasTexts = defineTexts({
  push_title: { ru: 'Сообщить, когда вам ответят?', en: 'Notify you when you get an answer?' },
  push_hint: {
    ru: 'Уведомление придёт, даже если страница закрыта. Выключить можно в настройках.',
    en: 'You will be notified even when this page is closed. Turn it off in the settings at any time.',
  },
  push_yes: { ru: 'Включить', en: 'Turn on' },
  push_no: { ru: 'Не сейчас', en: 'Not now' },
  push_denied: {
    ru: 'Браузер запрещает уведомления этого сайта. Чтобы включить: значок слева от адреса → «Уведомления» → «Разрешить».',
    en: 'The browser blocks this site’s notifications. To allow them: the icon left of the address → Notifications → Allow.',
  },
  push_failed: { ru: 'Разрешено, но связаться с этим устройством не получается. Попробуйте позже', en: 'Allowed, but this device cannot be reached. Try again later' },
  push_setting: { ru: 'Уведомления на этом устройстве', en: 'Notifications on this device' },
  push_on: { ru: 'Включены', en: 'On' },
  push_turn_on: { ru: 'Включить уведомления', en: 'Turn notifications on' },
  push_turn_off: { ru: 'Выключить уведомления', en: 'Turn notifications off' },
  rate_title: { ru: 'Как всё прошло?', en: 'How did it go?' },
  rate_stars: {
    ru: { one: '{count} звезда', few: '{count} звезды', many: '{count} звёзд', other: '{count} звезды' },
    en: { one: '{count} star', other: '{count} stars' },
  },
  rate_comment: { ru: 'Что было хорошо, а что нет', en: 'What was good and what was not' },
  rate_send: { ru: 'Оценить', en: 'Rate' },
  rate_thanks: { ru: 'Спасибо! Оценку можно изменить в течение суток.', en: 'Thank you! You can change your rating for a day.' },
  rate_change: { ru: 'Изменить', en: 'Change' },
  rate_later: { ru: 'Не сейчас', en: 'Not now' },
  rate_failed: { ru: 'Не получилось отправить оценку. Попробуйте ещё раз', en: 'The rating was not sent. Try again' },
});
