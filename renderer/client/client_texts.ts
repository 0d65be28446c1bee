import { defineTexts } from '../chat/texts';

/** What the client page says around the conversation. */
export const clientTexts = defineTexts({
  your_chats: { ru: 'Ваши чаты', en: 'Your chats' },
  no_rooms: { ru: 'Чатов пока нет', en: 'No chats yet' },
  no_rooms_hint: {
    ru: 'Чат появится здесь, как только по вашему заказу его откроют.',
    en: 'A chat appears here as soon as one is opened for your order.',
  },
  back: { ru: 'К списку чатов', en: 'Back to your chats' },
  expert: { ru: 'Эксперт', en: 'Expert' },
  no_expert: { ru: 'Эксперт ещё не назначен', en: 'No expert is assigned yet' },
  wrote_you: { ru: 'Вы: {text}', en: 'You: {text}' },

  menu: { ru: 'Настройки', en: 'Settings' },
  language: { ru: 'Язык', en: 'Language' },
  theme: { ru: 'Тема', en: 'Theme' },
  theme_system: { ru: 'Как в системе', en: 'As in the system' },
  theme_light: { ru: 'Светлая', en: 'Light' },
  theme_dark: { ru: 'Тёмная', en: 'Dark' },
  sign_out: { ru: 'Выйти', en: 'Sign out' },
  sign_out_question: {
    ru: 'Выйти на этом устройстве? Вернуться можно по своей ссылке.',
    en: 'Sign out on this device? Your link will bring you back.',
  },

  welcome: { ru: 'Откройте свою ссылку', en: 'Open your link' },
  welcome_hint: {
    ru: 'Чтобы попасть в чат по заказу, откройте ссылку, которую вам прислали. Регистрация не нужна.',
    en: 'To open your order’s chat, use the link you were sent. No registration needed.',
  },
  or_sign_in: { ru: 'Или войдите по почте и паролю', en: 'Or sign in with email and password' },
  email: { ru: 'Электронная почта', en: 'Email' },
  password: { ru: 'Пароль', en: 'Password' },
  sign_in: { ru: 'Войти', en: 'Sign in' },
  signing_in: { ru: 'Входим…', en: 'Signing in…' },
  wrong_password: { ru: 'Почта или пароль не подходят', en: 'The email or the password does not match' },
  wait_seconds: {
    ru: {
      one: 'Слишком много попыток. Попробуйте через {count} секунду',
      few: 'Слишком много попыток. Попробуйте через {count} секунды',
      many: 'Слишком много попыток. Попробуйте через {count} секунд',
      other: 'Слишком много попыток. Попробуйте через {count} секунды',
    },
    en: { one: 'Too many attempts. Try again in {count} second', other: 'Too many attempts. Try again in {count} seconds' },
  },

  opening: { ru: 'Открываем чат…', en: 'Opening the chat…' },
  cannot_reach: { ru: 'Нет связи с сервером', en: 'The server cannot be reached' },
  cannot_reach_hint: {
    ru: 'Проверьте подключение к интернету. Мы пробуем снова сами, ссылка останется рабочей.',
    en: 'Check your internet connection. We keep trying, and your link stays good.',
  },
  try_now: { ru: 'Попробовать сейчас', en: 'Try now' },
  invite_refused: { ru: 'Эта ссылка больше не действует', en: 'This link no longer works' },
  invite_refused_hint: {
    ru: 'Срок ссылки вышел, или её заменили новой. Попросите новую ссылку там, где вы оформляли заказ.',
    en: 'It has expired or was replaced by a new one. Ask for a new link where you placed your order.',
  },
  session_ended: { ru: 'Вход на этом устройстве завершён', en: 'You were signed out on this device' },
  expert_account: { ru: 'Это учётная запись эксперта', en: 'This is an expert’s account' },
  expert_account_hint: {
    ru: 'Эта страница для клиентов. Эксперты отвечают в консоли.',
    en: 'This page is for clients. Experts answer in the console.',
  },
  to_console: { ru: 'Открыть консоль', en: 'Open the console' },
  not_kept: {
    ru: 'Браузер ничего не сохраняет на этом устройстве: не закрывайте страницу, пока сообщения не отправлены',
    en: 'This browser stores nothing on this device: keep the page open until your messages are sent',
  },
});
