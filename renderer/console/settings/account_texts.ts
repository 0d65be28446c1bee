import { defineTexts } from '../../chat/texts';

/** What the settings say of the account: where it is signed in, and by what. */
export const accountTexts = defineTexts({
  password: { ru: 'Пароль', en: 'Password' },
  change_password: { ru: 'Сменить пароль', en: 'Change password' },
  present_password: { ru: 'Текущий пароль', en: 'Current password' },
  password_hint: { ru: 'Не меньше 8 знаков. На остальных устройствах вход завершится.', en: 'At least 8 characters. Your other devices will be signed out.' },
  fill_present: { ru: 'Введите текущий пароль.', en: 'Enter the current password.' },
  wrong_present: { ru: 'Текущий пароль не подходит.', en: 'The current password is wrong.' },
  password_changed: { ru: 'Пароль изменён.', en: 'The password is changed.' },
  factor: { ru: 'Вход с кодом', en: 'Second factor' },
  factor_off: { ru: 'При входе спрашивается только пароль.', en: 'Only the password is asked for at sign-in.' },
  factor_on: { ru: 'При входе, кроме пароля, нужен код из приложения.', en: 'Besides the password, a code from your app is asked for at sign-in.' },
  codes_left: {
    ru: { one: 'Остался {count} запасной код.', few: 'Осталось {count} запасных кода.', many: 'Осталось {count} запасных кодов.', other: 'Осталось {count} запасного кода.' },
    en: { one: '{count} recovery code is left.', other: '{count} recovery codes are left.' },
  },
  factor_enable: { ru: 'Включить', en: 'Turn on' },
  factor_disable: { ru: 'Выключить', en: 'Turn off' },
  factor_failed: { ru: 'Не удалось узнать, включён ли код.', en: 'Could not check whether it is on.' },
  factor_next: { ru: 'Дальше', en: 'Next' },
  factor_scan: {
    ru: 'Отсканируйте картинку приложением-аутентификатором (Google Authenticator, Aegis, 1Password и другие) или введите в него ключ:',
    en: 'Scan the picture with an authenticator app (Google Authenticator, Aegis, 1Password and others), or type this key into it:',
  },
  factor_picture: { ru: 'Картинка с ключом для приложения-аутентификатора', en: 'The key as a picture for the authenticator app' },
  factor_first: { ru: 'Код из приложения', en: 'Code from the app' },
  factor_codes: {
    ru: 'Код включён. Сохраните запасные коды: каждый один раз заменит телефон. Больше они нигде не покажутся.',
    en: 'The second factor is on. Save these recovery codes: each can stand in for your phone once. They are not shown again.',
  },
  factor_codes_name: { ru: 'Запасные коды', en: 'Recovery codes' },
  copy: { ru: 'Скопировать', en: 'Copy' },
  copied: { ru: 'Скопировано', en: 'Copied' },
  codes_kept: { ru: 'Коды сохранены', en: 'I have saved them' },
  fill_both_factors: { ru: 'Введите пароль и код.', en: 'Enter the password and a code.' },
  wrong_factors: { ru: 'Пароль или код не подходят. Каждый код действует один раз.', en: 'The password or the code is wrong. Each code works once.' },
  cancel: { ru: 'Отмена', en: 'Cancel' },
  end_others: { ru: 'Завершить остальные', en: 'Sign out elsewhere' },
  end_all: { ru: 'Выйти везде', en: 'Sign out everywhere' },
  end_others_question: {
    ru: 'Завершить вход на всех остальных устройствах? То, что на них не отправлено, будет стёрто.',
    en: 'Sign out on all other devices? What they have not sent will be erased.',
  },
  end_all_question: {
    ru: 'Выйти на всех устройствах, и на этом тоже? Неотправленное на них будет стёрто.',
    en: 'Sign out on all devices, this one too? What they have not sent will be erased.',
  },
  ended: {
    ru: { one: 'Завершён вход на {count} устройстве.', few: 'Завершён вход на {count} устройствах.', many: 'Завершён вход на {count} устройствах.', other: 'Завершён вход на {count} устройства.' },
    en: { one: '{count} device is signed out.', other: '{count} devices are signed out.' },
  },
  end_failed: { ru: 'Не получилось завершить вход. Попробуйте ещё раз.', en: 'The devices could not be signed out. Try again.' },
});
