import { defineTexts } from '../../chat/texts';

/** What the settings say of the account: where it is signed in, and by what. */
export const accountTexts = defineTexts({
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
