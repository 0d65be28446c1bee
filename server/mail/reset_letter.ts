import type { Language } from '../../protocol/errors';
import { oneLine } from '../present/one_line';

/** What a letter with a link for a new password says. `is_first`: the account has had none so far. `life`: how long the link is good. */
export type Reset = { first_name: string; url: string; is_first: boolean; life: 'hour' | 'three_days' };

const NAME_MAX = 100;

const texts = {
  ru: {
    subject: { again: 'Новый пароль для Orderline', first: 'Пароль для Orderline' },
    hello: (name: string) => `Здравствуйте, ${name}!`,
    asked: { again: 'Кто-то, вероятно вы, попросил новый пароль для вашего входа в консоль.', first: 'Для вас создан вход в консоль. Чтобы войти, задайте пароль.' },
    open: 'Задать пароль:',
    life: { hour: 'час', three_days: 'трое суток' },
    once: (life: string) => `Ссылка действует ${life} и только один раз. После этого вход завершится на всех ваших устройствах, и войти можно будет с новым паролем.`,
    ignore: 'Если вы об этом не просили, ничего делать не нужно: без ссылки пароль не изменится. Никому её не передавайте.',
  },
  en: {
    subject: { again: 'A new password for Orderline', first: 'A password for Orderline' },
    hello: (name: string) => `Hello ${name},`,
    asked: { again: 'Somebody, probably you, has asked for a new password for your sign-in to the console.', first: 'You have an account in the console. Set a password to sign in.' },
    open: 'Set the password:',
    life: { hour: 'an hour', three_days: 'three days' },
    once: (life: string) => `The link works for ${life} and only once. All your devices are signed out then, and you sign in with the new password.`,
    ignore: 'If you have not asked for it, there is nothing to do: without the link the password stays as it is. Do not pass it on to anybody.',
  },
} as const;

/** Subject and text in the reader's language. */
export function resetLetter({ first_name, url, is_first, life }: Reset, language: Language): { subject: string; text: string } {
  const t = texts[language];
  const kind = is_first ? 'first' : 'again';
  const text = [t.hello(oneLine(first_name, NAME_MAX)), t.asked[kind], `${t.open}\n${url}`, t.once(t.life[life]), t.ignore].join('\n\n') + '\n';
  return { subject: t.subject[kind], text };
}
