import { type Button, button } from '#bot/cards/note';
import { cardTemplate, finish } from '#bot/cards/render';
import { firstName } from '#bot/core/first-name';
import type { Offer } from '#bot/core/learning';
import { cut, linked, plain } from '#bot/core/text';
import whoJson from '#bot/features/skills/cards/who.json';
import type { FoundPerson } from '#bot/features/skills/found';
import type { Card, Links, Viewer } from '#bot/ports';

const expand = cardTemplate<object>(whoJson);

/** People with buttons on one card; the others stand in Find. */
export const peopleShown = 2;
const nameShown = 30;

/** A line that somebody kept with a skill for the next person. */
export interface KeptLine {
  readonly id: string;
  readonly text: string;
  readonly how: 'worked' | 'wrong';
  /** Whose it is, where they chose so. */
  readonly name?: string | undefined;
}

/** What the answer to *who X* is made of, in the order in which it stands on the card. */
export interface Who {
  readonly skill: string;
  readonly offer: Offer;
  /** Found by name; at most `peopleShown`. */
  readonly people: readonly FoundPerson[];
  /** More of them stand in Find. */
  readonly more: boolean;
  /** The one how-to of the topic, as lines; empty where there is none. */
  readonly howTo: readonly string[];
  readonly kept: KeptLine | undefined;
  /** Others read it, too: then it names nobody, since what stands there stays. */
  readonly shared: boolean;
}

/** Who can help: how many, or the names · a how-to · a kept line · *Ask*. In a channel everybody may press. */
export function whoCard(viewer: Viewer, links: Links, who: Who): Card {
  const { t } = viewer;
  const card = expand({
    title: t('skills.who.title'),
    told: told(viewer, who),
    people: who.shared ? [] : who.people.map((one) => personBlock(viewer, links, who, one)),
    more: who.shared || !who.more ? '' : moreInFind(viewer, links, who),
    howTo: who.howTo.map((line) => ({ line })),
    kept: who.kept === undefined || who.shared ? [] : [keptBlock(viewer, who.skill, who.kept)],
    footer: t(who.offer === 'named' ? 'skills.who.namedFooter' : 'skills.who.footer'),
  });
  return finish({ ...card, actions: askButtons(viewer, links, who).map(button) });
}

/** How many can help; where anybody is found by name, only that others perhaps can as well. */
function told({ t }: Viewer, { skill, offer, shared }: Who): string {
  const key = offer === 'named' && shared ? 'skills.who.elsewhere' : 'skills.who.answer';
  return t(key, { name: plain(skill), supply: offer });
}

/** Somebody by name: what they can do, a line of theirs, a chat, and asking them. */
function personBlock(
  { t }: Viewer,
  links: Links,
  { skill }: Who,
  { id, name, level, line }: FoundPerson,
) {
  const shown = cut(name || t('common.colleague'), nameShown);
  const opening = t('skills.found.opening', { name: firstName(name) ?? 'none', skill });
  const chat = links.talk([id], opening);
  const ask: Button = {
    title: t('skills.found.ask', { name: shown }),
    verb: 'help.ask-named',
    data: { name: skill, to: id, keep: true },
  };
  return {
    name: `**${plain(shown)}**${level === undefined ? '' : ` · ${t(`common.level.${level}`)}`}`,
    line: plain(line),
    chat: chat === undefined ? '' : linked(t('skills.found.chat', { name: plain(shown) }), chat),
    actions: [button(ask)],
  };
}

const moreInFind = ({ t, person }: Viewer, links: Links, { skill }: Who): string =>
  linked(t('skills.found.more'), links.tab(person.id, 'find', skill));

/** One line for the next person, and asking whoever kept it. */
const keptBlock = ({ t }: Viewer, skill: string, { id, text, how, name }: KeptLine) => ({
  lead: t('skills.kept.lead', { how, name: name === undefined ? 'none' : plain(name) }),
  line: `“${plain(text)}”`,
  actions: [
    button({
      title: t('skills.kept.ask'),
      verb: 'help.ask-line',
      data: { name: skill, line: id, keep: true },
    }),
  ],
});

/** Without a name; or, where nobody can help, a wish that keeps it. */
function askButtons({ t, person }: Viewer, links: Links, { skill, offer, shared }: Who): Button[] {
  if (offer === 'nobody') {
    return [
      {
        title: t('skills.who.wish'),
        verb: 'skills.keep-wish',
        data: { name: skill },
        style: 'positive',
      },
    ];
  }
  const ask: Button = {
    title: t(offer === 'named' && !shared ? 'skills.who.askNameless' : 'skills.who.ask'),
    verb: 'help.ask',
    data: { name: skill, ...(offer === 'named' ? { keep: true } : {}) },
    style: 'positive',
  };
  const find: Button = {
    title: t('skills.found.more'),
    url: links.tab(person.id, 'find', skill),
  };
  return offer === 'named' && shared ? [ask, find] : [ask];
}
