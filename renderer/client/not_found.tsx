import '../chat/theme.css';
import '../chat/chat.css';
import './client.css';
import { createRoot } from 'react-dom/client';
import { defineTexts, translator } from '../chat/texts';
import { applyTheme } from '../chat/theme';
import { keptLanguage, keptTheme } from './preferences';

const texts = defineTexts({
  title: { ru: 'Такой страницы нет', en: 'There is no such page' },
  hint: {
    ru: 'Возможно, в адресе опечатка. Чат по заказу открывается по ссылке, которую вам прислали.',
    en: 'The address may have a typo in it. Your order’s chat opens by the link you were sent.',
  },
  to_chats: { ru: 'К вашим чатам', en: 'To your chats' },
});

/** What a browser shows at an address of ours that leads nowhere. */
function NotFound() {
  const t = translator(texts, keptLanguage());
  return (
    <main className="page page-card">
      <div className="card">
        <h1>{t('title')}</h1>
        <p>{t('hint')}</p>
        <a className="button button-main" href="/c">
          {t('to_chats')}
        </a>
      </div>
    </main>
  );
}

document.documentElement.lang = keptLanguage();
document.title = translator(texts, keptLanguage())('title');
applyTheme(keptTheme());
const root = document.getElementById('root');
if (root) createRoot(root).render(<NotFound />);
