import type { PersonId } from '#bot/core/ids';
import { instantOf } from '#bot/core/time';
import type { Card } from '#bot/ports';
import { postCard, standCard, startCard } from '#bot/practice/card';
import type { AnyPractice, Reader, Run } from '#bot/practice/contract';
import { startOf } from '#bot/practice/tools';
import { type Lang, languages, wordsIn } from '#bot/strings/index';
import { expectGoodCard, golden } from '#tests/cards';

const zone = 'Europe/Amsterdam';

/** Cards of a practice without a house: as its start, its post and its messages are drawn. */
export function drawn(practice: AnyPractice, me: PersonId, name: string, at: string) {
  const now = instantOf(at);
  const reader = (lang: Lang): Reader => ({
    t: wordsIn(lang),
    lang,
    zone,
    now,
    me,
    name,
    own: {},
  });
  return {
    start(variant: string, lang: Lang): Card {
      const t = wordsIn(lang);
      const { label, says, alone } = startOf(practice, variant) ?? {};
      const lines = says === undefined ? [] : [t(says)];
      const ground = { scope: { kind: 'people', id: 't1', name: 'Crew' }, zone } as const;
      const world = { now, seed: 'seed', works: () => true };
      const known = { ...ground, before: [], formats: [] };
      const fields = practice.startFields(variant, '', known, world, reader(lang));
      const title = label === undefined ? '' : t(label);
      return startCard(t, title, lines, fields, { op: 'op' }, true, alone);
    },
    post(run: Run, lang: Lang): Card {
      const t = wordsIn(lang);
      const stand = practice.post({ ...run, lang }, t);
      const form = practice.forms[stand.press ?? ''];
      return postCard(run, stand, form === undefined ? '' : t(form.label));
    },
    /** As the message says it that tells of an item. */
    told(run: Run, form: string, lang: Lang): Card {
      const { t } = reader(lang);
      const stand = practice.shows(run, reader(lang));
      const about = { about: practice.about(run), returned: '' };
      const { title, text } = practice.item(t, form, about);
      const forms = Object.entries(practice.forms)
        .filter(([, one]) => one.may(run, me, now))
        .map(([id, one]) => ({
          form: id,
          label: t(one.label),
          send: t(one.send),
          sees: t(one.sees),
          more: t('practice.more'),
          fields: [...one.fields(run, reader(lang))],
        }))
        .filter(({ fields }) => fields.every(({ kind }) => kind !== 'hidden'));
      const all = { ...stand, title, lines: [text, ...stand.lines] };
      const show = forms.some((one) => one.form === form) ? form : undefined;
      return standCard(t, run, all, forms, { picker: true, page: 'https://tab.example', show });
    },
  };
}

/** Each card in every language is one that Teams takes, and stands as it did. */
export function goldenCards(
  feature: string,
  cards: Readonly<Record<string, (lang: Lang) => Card>>,
): void {
  for (const [name, draw] of Object.entries(cards)) {
    it.each(languages)(`${name} (%s)`, (lang) => {
      const card = draw(lang);
      expectGoodCard(card);
      golden(`tests/features/${feature}/golden/${name}.${lang}.json`, card);
    });
  }
}
