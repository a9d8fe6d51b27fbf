import { z } from 'zod';
import { no, ok } from '#bot/core/outcome';
import { unmarked } from '#bot/core/text';
import { type Route, route, type Turn } from '#bot/ports';
import { press, show } from '#bot/practice/press';
import { type Shown, shownTo, standView } from '#bot/practice/stand';
import { start, startForm } from '#bot/practice/start';
import { maySwitch, switchForm } from '#bot/practice/switch';
import { runsFor } from '#bot/practice/together';
import { practiceOf, startOf, startsOf, type Tools } from '#bot/practice/tools';
import {
  type FormView,
  formSwitchInput,
  pressInput,
  type StandView,
  startInput,
  startQuery,
  type TogetherView,
} from '#bot/practice/wire';

/** Titles and lines of ours hold Markdown for cards; the tab shows them as they are meant. */
const bare = (view: StandView): StandView => ({
  ...view,
  title: unmarked(view.title),
  lines: view.lines.map(unmarked),
});

export function practiceRoutes(tools: Tools): Route[] {
  const view = (
    { t, person }: Turn,
    shown: readonly Shown[],
    team: string,
    off: readonly string[],
    mayChange: boolean,
  ): TogetherView => ({
    words: {
      title: t('practice.together.title'),
      sees: t('practice.together.sees', { team }),
      none: t('practice.together.none'),
      past: t('practice.together.past'),
      more: t('practice.together.more'),
    },
    starts: startsOf(tools.practices, off).map(({ practice, variant, label, more }) => ({
      practice,
      variant,
      label: t(label),
      more,
    })),
    forms: {
      lead: t('practice.form.lead'),
      all: tools.practices.flatMap(({ name, starts: [first] }) =>
        first === undefined || !mayChange
          ? []
          : [
              {
                practice: name,
                label: t('practice.form.on', { form: t(first.label) }),
                on: !off.includes(name),
              },
            ],
      ),
    },
    runs: shown.map(({ run, stand }) => ({
      scope: run.scope.id,
      run: run.id,
      title: unmarked(stand.title),
      line: unmarked(stand.lines[0] ?? ''),
      open: run.open || person.open.some(({ data }) => data['run'] === run.id),
    })),
  });

  return [
    route({
      method: 'get',
      path: '/together',
      input: z.object({ team: z.string().max(300).optional() }),
      run: async (turn, { team }) => {
        const mine = turn.person.teams.filter(({ id }) => team === undefined || id === team);
        if (team !== undefined && mine.length === 0) return no('common.refused.notFound');
        const scopes = mine.map(({ id }) => id);
        const names = mine.map(({ name }) => name).join(', ');
        const [shown, off, mayChange] = await Promise.all([
          runsFor(tools, turn, scopes),
          team === undefined ? [] : tools.store.off(turn.ctx, team),
          team !== undefined && maySwitch(tools, turn, team),
        ]);
        return ok(view(turn, shown, names, off, mayChange));
      },
    }),
    route({
      method: 'put',
      path: '/together',
      input: formSwitchInput,
      run: (turn, input) => switchForm(tools, turn, input),
    }),
    route({
      method: 'get',
      path: '/together/start',
      input: startQuery,
      run: async (turn, asked) => {
        const form = await startForm(tools, turn, { ...asked, topic: '', op: '' }, undefined);
        if (!form.ok) return form;
        const { t } = turn;
        const found = startOf(practiceOf(tools, asked.practice), asked.variant);
        if (found === undefined) return no('common.refused.notFound');
        return ok({
          form: 'start',
          label: t(found.label),
          send: t('practice.start'),
          sees: unmarked(
            t(
              found.says ?? (found.alone === true ? 'practice.start.alone' : 'practice.start.sees'),
            ),
          ),
          more: t('practice.more'),
          fields: [...form.value.fields],
        } satisfies FormView);
      },
    }),
    route({
      method: 'post',
      path: '/together',
      input: startInput,
      run: async (turn, { fields, ...asked }) => {
        const started = await start(tools, turn, { ...asked, topic: '' }, fields, undefined, {
          activityId: undefined,
          known: undefined,
        });
        if (!started.ok) return started;
        const { practice, run } = started.value;
        return ok(bare(standView(await shownTo(tools, turn.ctx, practice, run, turn), turn.t)));
      },
    }),
    route({
      method: 'get',
      path: '/together/:scope/:run',
      input: z.object({}),
      run: async (turn, _, { scope = '', run = '' }) => {
        const shown = await show(tools, turn, { scope, run }, undefined);
        return shown.ok ? ok(bare(standView(shown.value, turn.t))) : shown;
      },
    }),
    route({
      method: 'post',
      path: '/together/:scope/:run/:form',
      input: pressInput,
      run: async (turn, { fields }, { scope = '', run = '', form = '' }) => {
        const after = await press(tools, turn, { scope, run, form }, fields, undefined);
        return after.ok ? ok(bare(standView(after.value, turn.t))) : after;
      },
    }),
  ];
}
