import { createRoot } from 'react-dom/client';
import { App } from './App';
import { loadPage } from './pages';
import { open } from './teams/open';
import { placeAt } from './teams/places';
import { loadTheme, themeNamed } from './teams/theme';
import { languageOf, loadWords } from './words';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

// The most likely words, look and page come in while Teams is still answering.
const query = new URLSearchParams(location.search);
const asked = query.get('lang') ?? navigator.language;
const dark = matchMedia('(prefers-color-scheme: dark)').matches;
void loadTheme(themeNamed(query.get('theme') ?? (dark ? 'dark' : 'default'))).catch(() => {});
void loadWords(languageOf(asked)).catch(() => {});
void loadPage(placeAt(location).page).catch(() => {});

const start = await open();
await loadTheme((start.kind === 'session' ? start.session : start.look).theme).catch(() => {});
if (start.kind === 'session') createRoot(root).render(<App session={start.session} />);
else {
  const { Outside } = await import('./outside');
  createRoot(root).render(<Outside start={start} />);
}
