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
const page = createRoot(root);
if (start.kind === 'session') page.render(<App session={start.session} />);
else {
  const { Outside } = await import('./outside');
  page.render(<Outside start={start} />);
  if (start.kind === 'late') {
    const { look, session } = start;
    await session.then(
      (late) => page.render(<App session={late} />),
      () => page.render(<Outside start={{ kind: 'outside', look }} />),
    );
  }
}
