// The gallery's own script: draws the cards below it with Microsoft's renderer. Runs in the browser.
import { AdaptiveCard, GlobalSettings, HostConfig } from 'adaptivecards';
import { coloursOf, hostConfig, themes } from './teams.mjs';

/* global document, location, history */

/** What Teams makes of a text: bold, italic, links and lists; everything else is shown as typed. */
function markdown(text) {
  const escaped = text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const kept = [];
  const keep = (html) => `\ue000${kept.push(html) - 1}\ue001`;
  return escaped
    .replace(/&#38;lt;/g, '&lt;')
    .replace(/\\([\\`*_[\]~#|+>.-])/g, (_, sign) => keep(sign))
    .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, '<a href="$2">$1</a>')
    .replace(/\*\*([^*]+)\*\*/g, '<b>$1</b>')
    .replace(/\*([^*]+)\*/g, '<i>$1</i>')
    .replace(/(^|\n)- (.*)/g, '$1• $2')
    .replace(/\n/g, '<br>')
    .replace(/\ue000(\d+)\ue001/g, (_, index) => kept[Number(index)]);
}

AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = `<p>${markdown(text)}</p>`;
  result.didProcess = true;
};
GlobalSettings.useMarkdownInRadioButtonAndCheckbox = false;

const cards = JSON.parse(document.getElementById('cards').textContent);

function draw(theme, width) {
  for (const [name, colour] of Object.entries(coloursOf(theme))) {
    document.documentElement.style.setProperty(`--${name}`, colour);
  }
  document.documentElement.dataset.theme = theme;
  document.documentElement.style.setProperty('--width', `${width}px`);
  const config = new HostConfig(hostConfig(theme));
  for (const place of document.querySelectorAll('[data-card]')) {
    const card = new AdaptiveCard();
    card.hostConfig = config;
    card.parse(cards[place.dataset.card]);
    place.replaceChildren(card.render());
  }
}

const choices = document.forms[0].elements;
const asked = new URLSearchParams(location.search);
choices.theme.value = themes.includes(asked.get('theme')) ? asked.get('theme') : 'default';
choices.width.value = asked.get('width') ?? '400';
const show = () => {
  draw(choices.theme.value, choices.width.value);
  const query = new URLSearchParams({ theme: choices.theme.value, width: choices.width.value });
  history.replaceState(null, '', `?${query}${location.hash}`);
};
document.forms[0].addEventListener('change', show);
show();
