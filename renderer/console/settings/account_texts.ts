import { defineTexts } from '../../chat/texts';

/** What the settings say of the account: where it is signed in, and by what. */
export const accountTexts = defineTexts({
  password: { ru: 'Пароль', en: 'Password' },
  change_password: { ru: 'Сменить пароль', en: 'Change the password' },
  present_password: { ru: 'Текущий пароль', en: 'Present password' },
  password_hint: { ru: 'Не меньше 8 знаков. На остальных устройствах вход завершится.', en: 'At least 8 characters. Your other devices will be signed out.' },
  fill_present: { ru: 'Введите текущий пароль.', en: 'Enter the present password.' },
  wrong_present: { ru: 'Текущий пароль не подходит.', en: 'The present password is wrong.' },
  password_changed: { ru: 'Пароль изменён.', en: 'The password is changed.' },
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
