import '../chat/theme.css';
import '../chat/chat.css';
import '../chat/composing.css';
import '../chat/search.css';
import './client.css';
import { createRoot } from 'react-dom/client';
import { applyTheme } from '../chat/theme';
import { App } from './App';
import { loadInside } from './load_inside';
import { keptTheme } from './preferences';
import { fitViewport } from './viewport';

// Before the first drawing, so that nothing changes its colour afterwards; App follows later choices.
applyTheme(keptTheme())();
fitViewport();
const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
// Beside the sign-in.
void loadInside();
