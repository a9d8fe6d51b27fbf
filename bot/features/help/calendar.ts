import { type PersonId, personId, type TenantContext } from '#bot/core/ids';
import { calendarFile, calendarLinks } from '#bot/delivery/calendar';
import { viewerOf } from '#bot/delivery/moment';
import type { HelpDeps } from '#bot/features/help/deps';
import { readAsk } from '#bot/features/help/store';
import type { File } from '#bot/ports';
import { loadPerson } from '#bot/records/person';

/** Where the calendar files of help are, below /files. */
export const helpFiles = 'calendar';

export interface Meeting {
  readonly asker: PersonId;
  readonly ask: string;
  /** Whose calendar it is for: the asker's or the helper's. */
  readonly side: 'mine' | 'given';
}

export const linksOf = (
  { deps }: HelpDeps,
  ctx: TenantContext,
  { asker, ask, side }: Meeting,
  times: readonly string[],
): Promise<(at: string) => string> =>
  calendarLinks(deps, ctx, helpFiles, { asker, ask, side }, times);

/** The file of a time, as long as the two still mean to meet then. */
export const helpFile = ({ deps }: HelpDeps): File =>
  calendarFile(deps, helpFiles, async (ctx, { asker = '', ask: id = '', side }, at) => {
    const { tables } = deps;
    const kept = await readAsk(tables, ctx, personId(asker), id);
    const state = kept?.ask.state;
    if (kept === undefined || state === undefined) return undefined;
    const times = state.is === 'accepted' ? state.slots : state.is === 'planned' ? [state.at] : [];
    if (!times.includes(at) || !('helper' in state) || state.helper.id === '') return undefined;
    const two = [personId(asker), personId(state.helper.id)];
    const [reader, other] = await Promise.all(
      (side === 'mine' ? two : two.reverse()).map((one) => loadPerson(tables, ctx, one)),
    );
    if (reader === undefined || other === undefined) return undefined;
    const { t } = viewerOf(reader, deps.clock.now());
    const { ask } = kept;
    const name = other.profile.name || t('common.colleague');
    return {
      id,
      reader,
      minutes: ask.minutes,
      title: t('help.calendar.title', { skill: ask.skill.name, name }),
      text: t('help.calendar.text', { what: ask.what }),
      others: [other.id],
    };
  });
