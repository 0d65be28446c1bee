import { defineTexts } from '../../chat/texts';

/** What is said around the sign-in: forgotten and new passwords. */
export const signInTexts = defineTexts({
  forgot: { ru: 'Забыли пароль?', en: 'Forgot the password?' },
  forgot_title: { ru: 'Новый пароль', en: 'A new password' },
  forgot_hint: {
    ru: 'Пришлём на почту ссылку, по которой можно задать пароль. Она действует час.',
    en: 'We will send a link to your email by which you can set a password. It works for an hour.',
  },
  send_link: { ru: 'Прислать ссылку', en: 'Send the link' },
  link_sent: {
    ru: 'Если у этого адреса есть вход в консоль, письмо уже в пути. Проверьте и папку со спамом.',
    en: 'If there is an account with this address, the letter is on its way. Look into the spam folder too.',
  },
  fill_email: { ru: 'Введите почту.', en: 'Enter your email.' },
  bad_email: { ru: 'Это не похоже на адрес почты.', en: 'This does not look like an email address.' },
  back: { ru: 'Назад ко входу', en: 'Back to the sign-in' },
  new_password: { ru: 'Новый пароль', en: 'New password' },
  new_password_title: { ru: 'Задайте пароль', en: 'Set your password' },
  new_password_hint: {
    ru: 'Не меньше 8 знаков. Вход на всех ваших устройствах завершится, войти можно будет с новым паролем.',
    en: 'At least 8 characters. All your devices will be signed out, and you sign in with the new password.',
  },
  too_short: { ru: 'В пароле должно быть от 8 до 200 знаков.', en: 'A password has 8 to 200 characters.' },
  set_password: { ru: 'Сохранить пароль', en: 'Save the password' },
  link_useless: {
    ru: 'Ссылка уже не действует: она работает час и только один раз. Попросите новую.',
    en: 'This link does not work any more: it is good for an hour and only once. Ask for a new one.',
  },
  sso: { ru: 'Войти через {name}', en: 'Sign in with {name}' },
  or: { ru: 'или', en: 'or' },
  sso_refused: {
    ru: 'Войти так не получилось. Нужен подтверждённый адрес почты, с которым вас уже добавили в консоль.',
    en: 'That did not sign you in. It takes a verified email address with which you have been added to the console.',
  },
  sso_away: { ru: 'Войти так сейчас нельзя. Попробуйте ещё раз немного позже.', en: 'This way is not available right now. Try again in a moment.' },
  code_title: { ru: 'Код подтверждения', en: 'Your code' },
  code_hint: { ru: 'Шесть цифр из приложения-аутентификатора или один из запасных кодов.', en: 'Six digits from your authenticator app, or one of your recovery codes.' },
  code: { ru: 'Код', en: 'Code' },
  fill_code: { ru: 'Введите код.', en: 'Enter the code.' },
  wrong_code: { ru: 'Код не подходит или уже использован. Дождитесь следующего.', en: 'The code is wrong or was used before. Wait for the next one.' },
  confirm: { ru: 'Подтвердить', en: 'Confirm' },
  password_set: { ru: 'Пароль сохранён. Войдите с ним.', en: 'The password is saved. Sign in with it.' },
});
