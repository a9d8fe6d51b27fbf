import type { Translate } from '#bot/core/i18n';
import type { TenantContext } from '#bot/core/ids';
import { weekdayOf } from '#bot/core/time';
import { type Calendar, zoneOf } from '#bot/delivery/rules';
import type { Viewer } from '#bot/ports';
import type { AnyPractice, Fields, Form, Reader, Run, Stand, World } from '#bot/practice/contract';
import { meetingLinks } from '#bot/practice/meeting';
import type { Tools } from '#bot/practice/tools';
import type { FormView, StandView } from '#bot/practice/wire';

const weekend = [6, 7];

export const worldOf = (
  calendar: Calendar,
  { country }: Pick<Run, 'country'>,
  now: World['now'],
  seed: string,
): World => ({
  now,
  seed,
  works: (day) =>
    !weekend.includes(weekdayOf(day)) &&
    (country === undefined || !calendar.isHoliday(country, day)),
});

/** Somebody as a practice knows them; of what they wrote, that of this run. */
export function readerOf(viewer: Viewer, calendar: Calendar, run: string): Reader {
  const { person, t, lang, now } = viewer;
  const own: Record<string, Fields> = {};
  for (const one of person.written) if (one.run === run) own[one.form] = one.fields;
  const { profile, id } = person;
  return { t, lang, now, me: id, name: profile.name, own, zone: zoneOf(profile, calendar) };
}

/** How a run stands for one person, with what they can fill in. */
export interface Shown {
  readonly run: Run;
  readonly stand: Stand;
  readonly forms: readonly FormView[];
}

/** What was opened is there for its readers alone: the practice is not given it for anybody else. */
export async function shownTo(
  { deps }: Pick<Tools, 'deps'>,
  ctx: TenantContext,
  practice: AnyPractice,
  run: Run,
  viewer: Viewer,
): Promise<Shown> {
  const reader = readerOf(viewer, deps.calendar, run.id);
  const read = practice.reads(run, reader.me) ? run : { ...run, opened: [] };
  const stand = practice.shows(read, reader);
  const forms = Object.entries(practice.forms)
    .filter(([, form]) => form.may(run, reader.me, viewer.now))
    .map(([name, form]) => formView(name, form, read, reader))
    // What belongs to one line of it is pressed there.
    .filter(({ fields }) => fields.every(({ kind }) => kind !== 'hidden'));
  const meets = practice.meets?.(run, reader.me) ?? true;
  const meeting = meets ? practice.meeting?.(run, reader.t) : undefined;
  const links = [
    ...(stand.links ?? []),
    ...(await meetingLinks(deps, ctx, meeting, run, reader.t)),
  ];
  return { run, stand: { ...stand, links }, forms };
}

const formView = (
  name: string,
  { label, send, sees, page, fields }: Form<unknown>,
  run: Run,
  reader: Reader,
): FormView => ({
  form: name,
  label: reader.t(label),
  send: reader.t(send),
  sees: reader.t(sees),
  more: reader.t('practice.more'),
  ...(page === true ? { page } : {}),
  fields: [...fields(run, reader)],
});

/** The same for the tab, where everything can be read. */
export const standView = ({ run, stand, forms }: Shown, t: Translate): StandView => ({
  ...stand,
  scope: run.scope.id,
  run: run.id,
  forms: [...forms],
  screen: t('practice.together.screen'),
});
