import '../../chat/theme.css';
import '../../chat/chat.css';
import '../../chat/composing.css';
import '../../chat/search.css';
import '../client.css';
import { createRoot } from 'react-dom/client';
import { untilLoaded } from '../../chat/lazily';
import { applyTheme } from '../../chat/theme';
import { openParentPage, parentOrigin } from './parent_page';

const root = document.getElementById('root');
const origin = parentOrigin();
// Looked at by itself this page is nothing: it belongs into a frame.
if (root && origin !== null) {
  const parent = openParentPage(origin);
  void Promise.all([parent.opening(), untilLoaded(() => import('./Embedded'))]).then(([opening, { Embedded }]) => {
    // Before the first drawing, so that nothing changes its colour afterwards.
    applyTheme(opening.theme)();
    createRoot(root).render(<Embedded parent={parent} opening={opening} />);
  });
}
