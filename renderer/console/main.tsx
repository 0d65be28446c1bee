import { createRoot } from 'react-dom/client';
import 'virtual:antd.css';
import '../chat/theme.css';
import '../chat/chat.css';
import '../chat/composing.css';
import '../chat/search.css';
import './console.css';
import './search/search.css';
import './inbox/inbox.css';
import './inbox/room_rows.css';
import './inbox/foot.css';
import './panes/panes.css';
import './dialogs/dialogs.css';
import './keys/keys.css';
import './why/why.css';
import './composing/composing_console.css';
import './settings/settings.css';
import './settings/alert_log.css';
import './settings/account.css';
import './shell/shell.css';
import './signin/signin.css';
import { hearAccountKeys } from './accounts/account_keys';
import { systemLanguage } from '../chat/language';
import { adoptStyles } from './adopted_styles';
import { App } from './App';
import { browserHost } from './browser';
import { desktopHost } from './desktop';
import { createGate } from './gate';
import { languageOf } from './language';
import { keepPage } from './offline/keep_page';
import { lastUserOf } from '../sync/last_user';
import { fetchSignIn } from './signin/on_demand';
import { standInForStorage } from './storage_stand_in';
import { takeBrought, watchResetLink } from './signin/address_fragment';

async function start(): Promise<void> {
  standInForStorage();
  const host = (await desktopHost()) ?? browserHost(systemLanguage(navigator.languages));
  const gate = createGate(host, () => languageOf(host.state.getState()));
  // Of a stranger it is still asked whether he is signed in; the answer is nearly always no.
  if (lastUserOf(host.state.getState().server ?? '').get() === null) fetchSignIn();
  const place = document.getElementById('root');
  if (!place) return;
  createRoot(place).render(<App host={host} gate={gate} styles={adoptStyles()} />);
  hearAccountKeys(host);
  watchResetLink();
  gate.enter(takeBrought());
  if (host.kind === 'browser') keepPage();
}

void start();
