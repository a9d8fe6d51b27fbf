// npm run gallery: every card the product can send, drawn by Microsoft's renderer as Teams sets it,
// in one page that opens as a file: dist/gallery.html (`-- --out FILE` for another place).
// The cards are the golden files of the features' tests, so a new card is in it by itself.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tests = join(root, 'tests');
const pictures = ['bot/features/thanks/badges', 'bot/cards/pictures'].flatMap((folder) =>
  readdirSync(join(root, folder)).map((name) => join(root, folder, name)),
);
const languages = ['en', 'nl'];

/** Addresses of badges, whoever's server they name, become the pictures themselves. */
const withPictures = (text) =>
  text.replace(/https?:\/\/[^"\s]*\/badges\/([a-z]+)\.png/g, (_, kind) => {
    const file = pictures.find((path) => basename(path) === `${kind}.png`);
    const png = readFileSync(file).toString('base64');
    return `data:image/png;base64,${png}`;
  });

/** Where each card of each feature is kept, without language: `<feature>/golden/<card>`. */
const golden = readdirSync(tests, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\/golden\/[^/]+\.en\.json$/.test(path))
  .map((path) => path.slice(0, -'.en.json'.length))
  .sort();
/** The same as [feature, card]. */
const names = golden.map((path) => [basename(dirname(dirname(path))), basename(path)]);

const cards = Object.fromEntries(
  golden.flatMap((path, index) =>
    languages.map((lang) => {
      const text = readFileSync(join(tests, `${path}.${lang}.json`), 'utf8');
      return [`${names[index].join('/')}.${lang}`, JSON.parse(text)];
    }),
  ),
);

const { outputFiles } = await build({
  entryPoints: [join(root, 'infra/gallery/page.mjs')],
  bundle: true,
  minify: true,
  format: 'iife',
  write: false,
  logLevel: 'error',
});
const script = outputFiles[0].text;
const style = readFileSync(join(root, 'infra/gallery/page.css'), 'utf8');
// What stands inside a script element must not end it.
const inside = (text) => text.replace(/<\/(script|style)/gi, '<\\/$1').replace(/<!--/g, '<\\!--');

const groups = [...new Set(names.map(([feature]) => feature))].map((feature) => {
  const pairs = names
    .filter(([of]) => of === feature)
    .map(([, card]) => {
      const places = languages.map(
        (lang) => `<div class="card" lang="${lang}" data-card="${feature}/${card}.${lang}"></div>`,
      );
      return `<h3 id="${feature}-${card}">${card}</h3>\n<div class="pair">${places.join('')}</div>`;
    });
  return `<h2>${feature}</h2>\n${pairs.join('\n')}`;
});

const choice = (name, value, label) =>
  `<label><input type="radio" name="${name}" value="${value}"> ${label}</label>`;
const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Cards of Pass It On</title>
<style>${style}</style>
<h1>Cards of Pass It On</h1>
<form>
  <span>${choice('theme', 'default', 'light')} ${choice('theme', 'dark', 'dark')} ${choice('theme', 'contrast', 'high contrast')}</span>
  <span>${choice('width', '288', '320 px phone')} ${choice('width', '400', '400 px')} ${choice('width', '560', '560 px')}</span>
</form>
${groups.join('\n')}
<script type="application/json" id="cards">${inside(withPictures(JSON.stringify(cards)))}</script>
<script>${inside(script)}</script>
</html>
`;

const { values } = parseArgs({
  options: { out: { type: 'string', default: join(root, 'dist/gallery.html') } },
});
mkdirSync(dirname(values.out), { recursive: true });
writeFileSync(values.out, page);
console.log(`${names.length} cards in ${languages.length} languages: ${values.out}`);
