import { z } from 'zod';
import { note } from '#bot/cards/note';
import { onOwnCard } from '#bot/cards/own';
import { no, type Outcome, ok } from '#bot/core/outcome';
import { count, plain } from '#bot/core/text';
import { isoInstant } from '#bot/core/time';
import { tipCard } from '#bot/features/help/card';
import type { HelpDeps } from '#bot/features/help/deps';
import { lessonOf } from '#bot/features/help/rules';
import { keepLesson, lessonsBy } from '#bot/features/help/store';
import { lessonMax, lineHows, tipKeeps } from '#bot/features/help/wire';
import type { ChatTurn, Feature, Reply } from '#bot/ports';

const typed = z.string().max(10_000).catch('');
const kept = z.object({
  skill: typed,
  text: typed,
  how: z.enum(lineHows).catch('worked'),
  keep: z.enum(tipKeeps).catch('skill'),
});

/** Lines of one person with one topic: more is no tip any more. */
const most = 20;

/** `tip Excel: check for empty cells`: looked at before anybody else can find it. */
export function tipVerbs(help: HelpDeps): Required<Pick<Feature, 'commands' | 'actions'>> {
  const { deps, skillNamed } = help;

  const command = async (turn: ChatTurn, words: string): Promise<Reply> => {
    const at = words.indexOf(':');
    const skill = skillNamed(at === -1 ? words : words.slice(0, at));
    if (!skill.ok) return skill;
    const text = at === -1 ? '' : words.slice(at + 1).trim();
    // Too long for the input: it stays in the message, to be cut by whoever wrote it.
    if (count(text) > lessonMax) return no('help.refused.lesson', { max: lessonMax });
    const { name } = skill.value;
    const summary = turn.t('help.tip.title', { skill: plain(name) });
    return { kind: 'card', card: tipCard(turn, name, text), summary };
  };

  const keep = async (
    turn: ChatTurn,
    { skill: named, text, how, keep: where }: z.output<typeof kept>,
  ): Promise<Outcome<string>> => {
    const skill = skillNamed(named);
    if (!skill.ok) return skill;
    const line = lessonOf(text);
    if (!line.ok) return line;
    if (line.value === undefined) return no('help.tip.empty');
    const { ctx, me, now, t } = turn;
    const { id, name } = skill.value;
    const before = await lessonsBy(deps.tables, ctx, id, me);
    const isNew = !before.some((one) => one.text === line.value);
    if (isNew && before.length >= most) return no('help.tip.most', { most });
    const by = where === 'named' ? { name: turn.person.profile.name } : {};
    const lesson = { text: line.value, at: isoInstant(now), how, ...by };
    if (isNew) await keepLesson(deps.tables, ctx, id, me, lesson);
    return ok(t('help.lesson.kept', { keep: where, skill: name }));
  };

  const shown = (said: string): Reply => ({
    kind: 'card',
    card: note({ lines: [plain(said)] }),
    summary: said,
  });
  return {
    commands: [
      {
        words: 'help.command.tip',
        argument: 'required',
        missing: 'help.missing.tip',
        where: 'personal',
        literal: true,
        run: command,
      },
    ],
    actions: {
      'help.tip': onOwnCard(kept, async (turn, input) => {
        const done = await keep(turn, input);
        return done.ok ? shown(done.value) : done;
      }),
      'help.no-tip': onOwnCard(z.object({}), async ({ t }) => shown(t('help.tip.not'))),
    },
  };
}
