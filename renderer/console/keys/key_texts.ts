import { defineTexts } from '../../chat/texts';

/** What choosing one's own keys says. */
export const keyTexts = defineTexts({
  title: { ru: 'Клавиши', en: 'Keyboard' },
  search: { ru: 'Найти действие или клавишу', en: 'Find an action or a key' },
  nothing: { ru: 'Ничего не нашлось', en: 'Nothing found' },
  reset_all: { ru: 'Вернуть все', en: 'Reset all' },
  reset: { ru: 'Вернуть', en: 'Reset' },
  reset_name: { ru: 'Вернуть прежнюю клавишу: {title}', en: 'Reset the key: {title}' },
  none: { ru: 'нет', en: 'none' },
  key_of: { ru: 'Изменить клавишу «{title}»:', en: 'Change the key of “{title}”:' },
  recording: { ru: 'Нажмите…', en: 'Press…' },
  record: { ru: 'Нажмите новое сочетание. Esc — оставить как было, Backspace — убрать.', en: 'Press the new combination. Esc leaves it as it was, Backspace takes it away.' },
  typed: { ru: 'Работает, пока вы не пишете.', en: 'It works while you are not typing.' },
  held: { ru: '{keys} — уже «{title}».', en: '{keys} already does “{title}”.' },
  swap: { ru: 'Поменять местами', en: 'Swap' },
  refused_browser: { ru: '{keys} нужно браузеру. Выберите другое.', en: '{keys} belongs to the browser. Choose another one.' },
  refused_system: { ru: '{keys} нужно системе. Выберите другое.', en: '{keys} belongs to the system. Choose another one.' },
  refused_editing: { ru: '{keys} нужно, чтобы править текст. Выберите другое.', en: '{keys} is needed for editing text. Choose another one.' },
  refused_moving: { ru: '{keys} нужно, чтобы двигаться и выбирать. Добавьте Ctrl или Alt.', en: '{keys} is needed for moving and choosing. Add Ctrl or Alt.' },
  refused_unknown: { ru: '{keys}: такой клавиши здесь быть не может.', en: '{keys} cannot be used here.' },
});
