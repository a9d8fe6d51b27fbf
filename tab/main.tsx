import { createRoot } from 'react-dom/client';
import { App } from './App';
import { loadPage } from './pages';
import { open } from './teams/open';
import { placeAt } from './teams/places';
import { languageOf, loadWords } from './words';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

// The most likely words and page come in while Teams is still answering.
const asked = new URLSearchParams(location.search).get('lang') ?? navigator.language;
void loadWords(languageOf(asked)).catch(() => {});
void loadPage(placeAt(location).page).catch(() => {});

const start = await open();
if (start.kind === 'session') createRoot(root).render(<App session={start.session} />);
else {
  const { Outside } = await import('./outside');
  createRoot(root).render(<Outside start={start} />);
}
