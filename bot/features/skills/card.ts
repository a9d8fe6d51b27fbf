import { type Button, button, note } from '#bot/cards/note';
import { ownerOf } from '#bot/cards/own';
import { pick } from '#bot/cards/pick';
import { cardTemplate, finish } from '#bot/cards/render';
import { arranged, kinds, levels, type Offer, ownLineMax, skillNameMax } from '#bot/core/learning';
import { cut, plain } from '#bot/core/text';
import profileJson from '#bot/features/skills/cards/profile.json';
import skillJson from '#bot/features/skills/cards/skill.json';
import type { Listed } from '#bot/features/skills/rules';
import type { List } from '#bot/features/skills/wire';
import type { Card, Links, Viewer } from '#bot/ports';
import type { Share, Wish } from '#bot/records/profile';

const expandProfile = cardTemplate<object>(profileJson);
const expandSkill = cardTemplate<object>(skillJson);

/** Skills of one list that are written out; the rest stands in the profile. */
const linesShown = 12;
/** Bytes of one list that the choices and the lines may take: a card holds 28 KB. */
const choiceBytes = 8_000;
const lineBytes = 3_000;
/** Longest name inside a sentence or a choice. */
const nameShown = 60;

const openTab = ({ t, person }: Viewer, links: Links): Button => ({
  title: t('common.openTab'),
  url: links.tab(person.id, 'profile'),
});

/** My shares and wishes, with a way to change or remove each. */
export function profileCard(viewer: Viewer, links: Links): Card {
  const { t, person } = viewer;
  const by = ownerOf(person.id);
  const choicesOf = (list: List, skills: readonly (Share | Wish)[]) =>
    within(
      skills.map(({ id, name }) => ({
        title: t(`skills.profile.${list}Choice`, { name: cut(name, nameShown) }),
        value: `${list}~${id}`,
      })),
      choiceBytes,
    );
  const { order } = person.profile;
  const shares = arranged(person.shares, order.share);
  const wishes = arranged(person.wishes, order.wish);
  const choices = [...choicesOf('share', shares), ...choicesOf('wish', wishes)];
  const card = expandProfile({
    title: t('skills.profile.title'),
    lists: [
      {
        heading: t('skills.profile.shares'),
        seen: t('skills.profile.sharesSeen'),
        lines: listLines(viewer, 'share', shares),
      },
      {
        heading: t('skills.profile.wishes'),
        seen: t('common.sees.you'),
        lines: listLines(viewer, 'wish', wishes),
      },
    ],
    choose: {
      label: t('skills.profile.choose'),
      placeholder: t('skills.profile.choosePlaceholder'),
      error: t('skills.profile.chooseFirst'),
    },
    choices,
  });
  const buttons: Button[] = [
    ...(choices.length === 0
      ? []
      : [
          { title: t('skills.profile.edit'), verb: 'skills.edit', data: { by } },
          { title: t('skills.profile.remove'), verb: 'skills.remove', data: { by } },
        ]),
    openTab(viewer, links),
  ];
  return finish({ ...card, actions: buttons.map(button) });
}

function listLines(
  { t }: Viewer,
  list: List,
  skills: readonly (Share | Wish)[],
): readonly { line: string }[] {
  if (skills.length === 0) {
    return [{ line: t(list === 'share' ? 'skills.profile.noShares' : 'skills.profile.noWishes') }];
  }
  const shown = within(
    skills.slice(0, linesShown).map((skill) => {
      const level = 'level' in skill ? ` · ${t(`common.level.${skill.level}`)}` : '';
      const { name, kind, perhaps, named } = skill;
      const byName = named === true ? ` · ${t('skills.found.short')}` : '';
      const asked =
        perhaps === undefined ? '' : ` · ${t('skills.near.short', { name: plain(perhaps) })}`;
      return {
        line: `**${plain(cut(name, nameShown))}**${level} · ${t(`common.kind.${kind}`)}${byName}${asked}`,
      };
    }),
    lineBytes,
  );
  const more = skills.length - shown.length;
  return more === 0 ? shown : [...shown, { line: t('skills.profile.more', { count: more }) }];
}

/** As many items as fit into so many bytes of JSON. */
function within<T>(items: readonly T[], bytes: number): T[] {
  let left = bytes;
  const fitting: T[] = [];
  for (const item of items) {
    left -= Buffer.byteLength(JSON.stringify(item));
    if (left < 0) break;
    fitting.push(item);
  }
  return fitting;
}

/** How somebody came to the card of one skill. */
export type SkillState = 'added' | 'already' | 'edit' | 'saved';

/** One skill or wish: what happened, level and kind to choose, and the way back. */
export function skillCard(
  viewer: Viewer,
  links: Links,
  listed: Listed,
  state: SkillState,
  /** On the other list as well. */
  onBoth: boolean,
): Card {
  const { t, person } = viewer;
  const { list, skill } = listed;
  const near = skill.perhaps;
  const pressed = { by: ownerOf(person.id), list, id: skill.id };
  const name = plain(skill.name);
  const level = list === 'share' ? listed.skill.level : '';
  const both = t(list === 'share' ? 'skills.share.alsoWish' : 'skills.wish.alsoShare');
  const lines = [
    t(`skills.${list}.${state}Line`, { level }),
    ...(onBoth ? [both] : []),
    ...(near === undefined ? [] : [t('skills.near.line', { name: plain(near) })]),
    ...(skill.named === true ? [shownToAll(viewer, listed)] : []),
  ];
  const card = expandSkill({
    title: t(`skills.${list}.${state}`, { name }),
    lines: lines.map((line) => ({ line })),
    level: {
      shown: list === 'share',
      label: t('skills.level.label'),
      error: t('skills.level.error'),
      value: list === 'share' ? listed.skill.level : '',
      choices: levels.map((value) => ({ title: t(`common.level.${value}`), value })),
    },
    kind: {
      label: t('skills.kind.label'),
      error: t('skills.kind.error'),
      value: skill.kind,
      choices: kinds.map((value) => ({ title: t(`common.kind.${value}`), value })),
    },
    found: {
      label: t('skills.found.label'),
      error: t('skills.found.error'),
      value: skill.named === true ? 'named' : 'counted',
      choices: (['counted', 'named'] as const).map((value) => ({
        title: t(value === 'named' ? 'skills.found.named' : `skills.found.${list}`),
        value,
      })),
    },
    line: {
      label: t('skills.line.label'),
      placeholder: t(`skills.line.${list}`),
      error: t('skills.line.error', { max: ownLineMax }),
      value: skill.line ?? '',
      max: ownLineMax,
    },
    seen: t(`skills.sees.${list}`),
  });
  const remove = state === 'added' ? t('common.undo') : t('skills.profile.remove');
  const buttons: Button[] = [
    { title: t('skills.save'), verb: 'skills.save', data: pressed, style: 'positive' },
    ...(near === undefined
      ? []
      : [
          {
            title: t('skills.near.button', { name: cut(near, nameShown) }),
            verb: 'skills.same',
            data: { ...pressed, name: near },
          },
          { title: t('skills.near.other'), verb: 'skills.different', data: pressed },
        ]),
    { title: remove, verb: 'skills.remove', data: pressed },
    ...(onBoth && list === 'share'
      ? [
          {
            title: t('skills.unwish'),
            verb: 'skills.remove',
            data: { ...pressed, list: 'wish' },
          },
        ]
      : []),
    // A wish need not wait for chance.
    ...(list === 'wish'
      ? [
          {
            title: t('skills.who.ask'),
            verb: 'help.ask',
            data: { name: skill.name, keep: true },
          },
        ]
      : []),
    ...(near === undefined
      ? [{ title: t('skills.profile.open'), verb: 'skills.profile', data: { by: pressed.by } }]
      : []),
    // A card holds five: a question and a next step come before a way out.
    ...(near === undefined && list === 'share' ? [openTab(viewer, links)] : []),
  ];
  return finish({ ...card, actions: buttons.map(button) });
}

/** What others see of a skill found by name. */
function shownToAll({ t, person }: Viewer, { list, skill }: Listed): string {
  const { name } = person.profile;
  const level = 'level' in skill ? ` · ${t(`common.level.${skill.level}`)}` : '';
  const line = skill.line === undefined ? '' : ` · “${plain(skill.line)}”`;
  const shown = `**${plain(name || t('common.colleague'))}**${level}${line}`;
  return t(`skills.found.${list}Shown`, { shown });
}

/** Asks which skill, or whether it is the one that a sentence spoke of. */
export const pickCard = ({ t, person }: Viewer, list: List, suggests: boolean, value = ''): Card =>
  pick({
    title: t(`skills.pick.${list}`),
    line: t(value === '' ? `skills.missing.${list}` : `skills.said.${list}`),
    label: t('skills.pick.label'),
    placeholder: t('skills.pick.placeholder'),
    error: t('skills.pick.error', { max: skillNameMax }),
    seen: t(`skills.sees.${list}`),
    value,
    button: {
      title: t('skills.pick.add'),
      verb: 'skills.add',
      data: { by: ownerOf(person.id), list },
      style: 'positive',
    },
    suggests,
  });

/** Whether to take away what a sentence spoke of. */
export const removeCard = (
  { t, person }: Viewer,
  list: List,
  skill: { readonly id: string; readonly name: string },
): Card =>
  note({
    title: t('skills.removing.title', { name: plain(skill.name) }),
    lines: [t('skills.removing.line', { list })],
    buttons: [
      {
        title: t('skills.profile.remove'),
        verb: 'skills.remove',
        data: { by: ownerOf(person.id), list, id: skill.id },
      },
    ],
  });

const listsOf = (listed: readonly Listed[]): string =>
  listed.length > 1 ? 'both' : (listed[0]?.list ?? 'both');

/** Several at once; what could not be added is said below. */
export function severalCard(
  { t, person }: Viewer,
  list: List,
  title: string,
  refused: readonly string[],
): Card {
  return note({
    title,
    lines: [...refused, t('skills.several.line')],
    footer: t(`skills.sees.${list}`),
    buttons: [
      {
        title: t('skills.profile.open'),
        verb: 'skills.profile',
        data: { by: ownerOf(person.id) },
      },
    ],
  });
}

/** What was removed, and the way back. The skill is gone, so the button carries what it was. */
export function removedCard({ t, person }: Viewer, gone: readonly Listed[]): Card {
  const by = ownerOf(person.id);
  const name = plain(gone[0]?.skill.name ?? '');
  return note({
    title: t('skills.removed.title'),
    lines: [t('skills.removed', { name, list: listsOf(gone) })],
    buttons: [
      {
        title: t('common.undo'),
        verb: 'skills.restore',
        data: {
          by,
          skills: gone.map(({ list, skill: { id: _, ...skill } }) => ({ list, ...skill })),
        },
      },
      { title: t('skills.profile.open'), verb: 'skills.profile', data: { by } },
    ],
  });
}

export function restoredCard({ t, person }: Viewer, back: readonly Listed[]): Card {
  const name = plain(back[0]?.skill.name ?? '');
  return note({
    title: t('skills.restored.title'),
    lines: [t('skills.restored', { name, list: listsOf(back) })],
    buttons: [
      {
        title: t('skills.profile.open'),
        verb: 'skills.profile',
        data: { by: ownerOf(person.id) },
      },
    ],
  });
}

/** Asks from which list to remove what is on both. */
export function whichCard({ t, person }: Viewer, skill: { id: string; name: string }): Card {
  const lists = ['share', 'wish', 'both'] as const;
  return note({
    title: t('skills.which.title', { name: plain(skill.name) }),
    lines: [t('skills.which.line')],
    buttons: lists.map((list) => ({
      title: t(`skills.which.${list}`),
      verb: 'skills.remove',
      data: { by: ownerOf(person.id), list, id: skill.id },
    })),
  });
}

/** What somebody may have meant, and how many can help with that. */
export const nearCard = ({ t }: Viewer, name: string, near: string, supply: Offer): Card =>
  note({
    title: t('skills.meant.title', { near: plain(near) }),
    lines: [t('skills.who.answer', { name: plain(near), supply })],
    footer: t('skills.who.footer'),
    buttons: [
      {
        title: t('skills.meant.button', { near: cut(near, nameShown), supply }),
        verb: 'skills.who',
        data: { name: near },
        style: 'positive',
      },
      {
        title: t('skills.meant.wish', { name: cut(name, nameShown) }),
        verb: 'skills.keep-wish',
        data: { name },
      },
    ],
  });
