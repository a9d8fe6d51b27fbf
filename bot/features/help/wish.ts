import { note } from '#bot/cards/note';
import type { Translate } from '#bot/core/i18n';
import { no, ok } from '#bot/core/outcome';
import { plain } from '#bot/core/text';
import { type Instant, isoInstant } from '#bot/core/time';
import { itemVerb } from '#bot/delivery/items';
import { type HelpDeps, topicOf } from '#bot/features/help/deps';
import type { Card, ItemKind, ItemView, Viewer } from '#bot/ports';
import { type Change, type Person, personKey, personRow } from '#bot/records/person';
import type { OpenItem, Profile } from '#bot/records/profile';

// What was learnt need not stay a wish: asked once it happened, told by no message.

export const wishKind = 'help-wish';
/** The question stands so long, in hours. */
const stands = 24 * 28;
/** So many are remembered. */
const learntMax = 40;

type Named = { readonly skill: { readonly id: string; readonly name: string } };

const wished = (help: Pick<HelpDeps, 'skillNamed'>, { wishes }: Person, topic: string) =>
  wishes.find(({ id, name }) => {
    const known = help.skillNamed(name);
    return id === topic || (known.ok && known.value.id === topic);
  });

/** What stays with whoever learnt: who explained what, and the question about the wish. */
export function learntChange(
  help: Pick<HelpDeps, 'skillNamed'>,
  person: Person,
  ask: string,
  about: Named & { readonly with: string },
  now: Instant,
): Change {
  const topic = topicOf(help, about);
  const at = isoInstant(now);
  const learnt = person.profile.learnt.filter((one) => one.skill !== topic);
  const profile: Pick<Profile, 'learnt'> = {
    learnt: [...learnt, { skill: topic, at, with: about.with }].slice(-learntMax),
  };
  const wish = wished(help, person, topic);
  if (wish === undefined) return { profile };
  const item: OpenItem = {
    id: `${ask}-wished`,
    kind: wishKind,
    created: at,
    expires: isoInstant(now.add({ hours: stands })),
    data: { skill: wish.name },
  };
  return { profile, put: [personRow.open(item)] };
}

/** Of an ask, the question about the wish, while it stands. */
export const wishItemOf = ({ open }: Pick<Person, 'open'>, ask: string): OpenItem | undefined =>
  open.find(({ id, kind }) => kind === wishKind && id === `${ask}-wished`);

const wishView = ({ t }: { readonly t: Translate }, { data }: OpenItem): ItemView => {
  const skill = plain(String(data['skill']));
  return {
    title: t('help.wish.title', { skill }),
    text: t('help.wish.text'),
    actions: [
      { act: 'off', label: t('help.wish.off') },
      { act: 'keep', label: t('help.wish.keep') },
    ],
  };
};

/** The question as a card, below what was just done. */
export const wishCard = ({ t }: Pick<Viewer, 't'>, item: OpenItem, said: string): Card => {
  const { title, text = '', actions } = wishView({ t }, item);
  return note({
    title,
    lines: [plain(said)],
    footer: text,
    buttons: actions.map(({ act, label }, index) => ({
      title: label,
      verb: itemVerb,
      data: { item: item.id, act },
      ...(index === 0 ? { style: 'positive' as const } : {}),
    })),
  });
};

export const wishItem = (help: HelpDeps): ItemKind => ({
  order: 5,
  quiet: () => true,
  view: wishView,
  async act(turn, item, act) {
    if (act !== 'off' && act !== 'keep') return no('common.refused.shape');
    const skill = String(item.data['skill']);
    const named = help.skillNamed(skill);
    if (act === 'off' && named.ok) {
      const wish = wished(help, turn.person, named.value.id);
      const gone = wish === undefined ? ok(undefined) : await help.unwish(turn, wish.id);
      if (!gone.ok) return gone;
    }
    await turn.change(({ open }) => ({
      result: undefined,
      change: {
        remove: open.filter(({ id }) => id === item.id).map(({ id }) => personKey.open(id)),
      },
    }));
    return ok(turn.t(act === 'off' ? 'help.wish.gone' : 'help.wish.kept', { skill: plain(skill) }));
  },
});
