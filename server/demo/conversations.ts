/** The demo marketplace: a working morning of two experts. Minutes are minutes before the first start. */

export type Line = { from: 'client' | 'expert'; minutesAgo: number; text: string };
export type DemoOrder = {
  id: number;
  title: string;
  status: string;
  client: { email: string; first_name: string; last_name: string };
  expert: 'anna' | 'boris' | null;
  lines: readonly Line[];
  /** How far the expert has read, when that is more than her own last answer. */
  readBy?: number;
};

const c = (minutesAgo: number, text: string): Line => ({ from: 'client', minutesAgo, text });
const e = (minutesAgo: number, text: string): Line => ({ from: 'expert', minutesAgo, text });
const person = (email: string, first_name: string, last_name: string) => ({ email: `${email}@example.com`, first_name, last_name });

export const demoOrders: readonly DemoOrder[] = [
  {
    id: 4101,
    title: 'Курсовая по макроэкономике',
    status: 'in_progress',
    client: person('m.orlova', 'Мария', 'Орлова'),
    expert: 'anna',
    lines: [
      c(190, 'Здравствуйте! Видела, что вас назначили на мой заказ. Успеете до пятницы?'),
      e(184, 'Мария, добрый день! Да, в пятницу утром пришлю готовую работу. План первой главы покажу сегодня вечером.'),
      c(181, 'Отлично, спасибо большое!'),
      e(96, 'Набросала план: 1) инфляционное таргетирование; 2) опыт Чили и Новой Зеландии; 3) Россия 2015–2025. Такой порядок подойдёт?'),
      c(22, 'Да, только можно вторую главу покороче?'),
      c(21, 'И ещё: преподаватель просит не меньше 25 источников. Это реально?'),
    ],
  },
  {
    id: 4102,
    title: 'Statistics homework, chapters 4–6',
    status: 'in_progress',
    client: person('j.whitfield', 'James', 'Whitfield'),
    expert: 'anna',
    lines: [
      c(240, 'Hi! Two of the regression problems have data files, I can send them over here, right?'),
      e(233, 'Hi James, yes, or just paste the links. Which chapters are the most urgent?'),
      c(229, 'Chapter 5. The deadline is tomorrow at noon, London time.'),
      e(226, 'Got it: chapter 5 first, you will have it tonight.'),
      c(9, 'Quick question about problem 5.12: is the intercept supposed to be negative? It looks odd to me.'),
    ],
    readBy: 5,
  },
  {
    id: 4103,
    title: 'Перевод договора аренды, 14 страниц',
    status: 'in_review',
    client: person('a.belov', 'Артём', 'Белов'),
    expert: 'anna',
    lines: [
      c(320, 'Добрый день. Нужен перевод с английского, юридически точный.'),
      e(312, 'Добрый день, Артём. Приняла. Термин “quiet enjoyment” перевести как «спокойное владение» с пояснением в сноске?'),
      c(305, 'Да, со сноской будет хорошо.'),
      e(60, 'Перевод готов и вычитан, отправила на проверку редактору. Через час будет у вас.'),
      c(55, 'Супер, жду!'),
      e(52, 'Спасибо за терпение 🙂'),
    ],
  },
  {
    id: 4104,
    title: 'Python: parser for bank statements',
    status: 'in_progress',
    client: person('p.nair', 'Priya', 'Nair'),
    expert: 'boris',
    lines: [
      c(410, 'The script fails on statements with an empty "reference" column. Traceback:\n\n  File "parse.py", line 88, in rows\n    ref = cells[4].strip()\nIndexError: list index out of range'),
      e(402, 'Thanks, that is clear. The bank drops trailing empty cells. I will pad the rows.'),
      e(380, 'Fixed and tested on all 14 files you gave me.'),
      c(35, 'It works now! One more wish: could it also write totals per month?'),
      c(34, 'No hurry, this week is fine.'),
    ],
  },
  {
    id: 4105,
    title: 'Презентация к защите диплома',
    status: 'in_progress',
    client: person('d.safina', 'Диляра', 'Сафина'),
    expert: 'anna',
    lines: [
      c(75, 'Анна, здравствуйте! Защита перенеслась на среду. Можно ускориться?'),
      e(70, 'Диляра, здравствуйте! Да, пришлю слайды завтра до 17:00.'),
      c(68, 'Вы меня спасаете 🙏'),
    ],
    readBy: 3,
  },
  {
    id: 4106,
    title: 'Essay: urban heat islands',
    status: 'new',
    client: person('l.moreau', 'Léa', 'Moreau'),
    expert: 'anna',
    lines: [
      c(6, 'Hello, I just paid for the order. Can you confirm that APA 7 is fine?'),
      c(5, 'Here is the rubric my professor uses: https://example.com/rubrics/environment-201'),
      c(3, 'Sorry for so many messages!'),
    ],
  },
  {
    id: 4107,
    title: 'Контрольная по сопромату',
    status: 'in_progress',
    client: person('i.kravtsov', 'Игорь', 'Кравцов'),
    expert: 'boris',
    lines: [
      c(520, 'Вариант 17, задачи 1–4.'),
      e(505, 'Игорь, принял. В третьей задаче не указан модуль упругости, возьму 2·10⁵ МПа?'),
      c(47, 'Да, берите. Когда будет готово?'),
    ],
  },
  {
    id: 4108,
    title: 'Резюме и сопроводительное письмо',
    status: 'done',
    client: person('o.vlasenko', 'Ольга', 'Власенко'),
    expert: 'anna',
    lines: [
      c(1500, 'Здравствуйте, нужно резюме на английском для позиции product manager.'),
      e(1490, 'Здравствуйте, Ольга! Пришлите, пожалуйста, нынешнее резюме и ссылку на вакансию.'),
      c(1460, 'Отправила на почту поддержки.'),
      e(980, 'Готово: резюме на одну страницу и письмо. Посмотрите, пожалуйста.'),
      c(950, 'Прекрасно! Меня уже позвали на собеседование. Спасибо!'),
      e(948, 'Поздравляю! Удачи на собеседовании.'),
    ],
  },
  {
    id: 4109,
    title: 'Financial model for a coffee shop',
    status: 'in_progress',
    client: person('t.okafor', 'Tobi', 'Okafor'),
    expert: 'anna',
    lines: [
      c(130, 'Morning! Rent went up to 2,400 a month, please use the new number.'),
      e(121, 'Morning Tobi, updated. Break-even moves from month 9 to month 11.'),
      c(14, 'Ouch. What if we open on Sundays too?'),
    ],
  },
  {
    id: 4110,
    title: 'Реферат: история метрополитена',
    status: 'new',
    client: person('s.gromov', 'Степан', 'Громов'),
    expert: null,
    lines: [c(28, 'Здравствуйте! Кто-нибудь уже взял мой заказ?')],
  },
  {
    id: 4111,
    title: 'Proofreading of a journal article',
    status: 'in_progress',
    client: person('h.lindqvist', 'Hanna', 'Lindqvist'),
    expert: 'boris',
    lines: [
      c(300, 'The journal asks for British spelling throughout.'),
      e(294, 'Noted, thank you. I will also check the reference list against their style.'),
      c(290, 'Perfect.'),
      e(110, 'Half way through. Section 3 has two figures with the same caption, is that intended?'),
    ],
  },
  {
    id: 4112,
    title: 'Лабораторная по физике № 6',
    status: 'in_progress',
    client: person('k.ershova', 'Ксения', 'Ершова'),
    expert: 'anna',
    lines: [
      e(45, 'Ксения, добрый день! Взяла вашу работу. Пришлите, пожалуйста, таблицу измерений.'),
      c(41, 'Добрый день! Сейчас перепишу и отправлю.'),
      e(40, 'Хорошо, жду.'),
    ],
  },
];
