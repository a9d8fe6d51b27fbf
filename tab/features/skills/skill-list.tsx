import { Button } from '@fluentui/react-components';
import { ArrowForward20Regular, Lightbulb20Regular } from '@fluentui/react-icons';
import { useCallback, useId, useMemo, useRef, useState } from 'react';
import { skillKey } from '#bot/core/text';
import type { ChangeSkillInput, List } from '#bot/features/skills/wire';
import { Bubble } from '../../ui/bubble';
import { Card } from '../../ui/card';
import { Empty } from '../../ui/empty';
import layout from '../../ui/layout.module.css';
import { SaveState, useSaving } from '../../ui/save-state';
import { useToasts } from '../../ui/toasts';
import { troubleText } from '../../ui/trouble';
import { WhoSees } from '../../ui/who-sees';
import { useWords } from '../../words';
import { useMe } from '../people/me';
import { AddSkill } from './add-skill';
import { type Skill, skillsInOrder, useSkillChanges } from './changes';
import { movedTo, useOrder } from './order';
import styles from './skill-list.module.css';
import { SkillRow } from './skill-row';

/** My skills to share, or my wishes to learn, with the line that adds one. */
export function SkillList({ list }: { list: List }) {
  const { t } = useWords();
  const me = useMe();
  const toasts = useToasts();
  const changes = useSkillChanges(list);
  const input = useRef<HTMLInputElement>(null);
  const [saving, track] = useSaving();
  const skills = useMemo(() => skillsInOrder(me, list), [me, list]);
  const hint = useId();
  const [moved, setMoved] = useState('');
  // Rows are drawn again only for what is theirs: moving looks the list up when it happens.
  const now = useRef(skills);
  now.current = skills;

  const show = useOrder(
    list,
    useCallback(
      (answer) => {
        if (!answer.ok) toasts.say(troubleText(t, answer.trouble));
      },
      [toasts, t],
    ),
  );
  const move = useCallback(
    (id: string, placeFrom: (at: number) => number) => {
      const ids = now.current.map((skill) => skill.id);
      const next = movedTo(ids, id, placeFrom(ids.indexOf(id)));
      const place = next.indexOf(id);
      if (place === ids.indexOf(id)) return;
      show(next);
      const name = now.current.find((skill) => skill.id === id)?.name ?? '';
      setMoved(t('skills.moved', { name, place: place + 1, count: next.length }));
    },
    [show, t],
  );

  const change = useCallback(
    async (id: string, details: ChangeSkillInput) => {
      const answer = await track(changes.change(id, details));
      if (!answer.ok) toasts.say(troubleText(t, answer.trouble));
      return answer.ok;
    },
    [changes, toasts, t, track],
  );

  const remove = useCallback(
    (skill: Skill) => {
      const removal = changes.remove(skill.id);
      const { perhaps: _, ...was } = skill;
      const { name } = was;
      toasts.offerUndo({
        text: t('skills.removed', { name }),
        returnTo: () => input.current,
        async undo() {
          // Coming back before the going away was done would be lost.
          const gone = await removal;
          if (!gone.ok) return;
          const back = await changes.add(was);
          if (!back.ok) toasts.say(troubleText(t, back.trouble));
        },
      });
      void removal.then((gone) => {
        if (!gone.ok) toasts.say(troubleText(t, gone.trouble));
      });
    },
    [changes, toasts, t],
  );

  const settle = useCallback(
    async (id: string, name: string | undefined) => {
      input.current?.focus();
      const answer = await track(
        name === undefined ? changes.different(id) : changes.same(id, name),
      );
      if (!answer.ok) toasts.say(troubleText(t, answer.trouble));
    },
    [changes, toasts, t, track],
  );

  return (
    <Card
      title={t(`skills.title.${list}`)}
      mark={
        list === 'share' ? (
          <Bubble>
            <ArrowForward20Regular />
          </Bubble>
        ) : (
          <Bubble tone="warm">
            <Lightbulb20Regular />
          </Bubble>
        )
      }
      lead={<WhoSees who={list === 'wish' ? 'me' : 'others'}>{t(`skills.sees.${list}`)}</WhoSees>}
      aside={<SaveState state={saving} />}
    >
      <AddSkill list={list} input={input} track={track} />
      {skills.length === 0 ? (
        <Empty
          picture="skills"
          words={t(`skills.none.${list}`)}
          action={
            <Button onClick={() => input.current?.focus()}>{t(`skills.first.${list}`)}</Button>
          }
        />
      ) : (
        <ul className={styles.list} aria-label={t(`skills.title.${list}`)}>
          {skills.map((skill) => (
            <SkillRow
              // Not its id, which comes with the server's answer: whoever is in the row stays there.
              key={skillKey(skill.name)}
              skill={skill}
              {...(skills.length > 1 ? { moveHint: hint } : {})}
              onChange={change}
              onRemove={remove}
              onMeant={settle}
              onMove={move}
            />
          ))}
        </ul>
      )}
      <div className={layout.unseen}>
        <span id={hint}>{t('skills.moveHint')}</span>
        <span role="status">{moved}</span>
      </div>
    </Card>
  );
}
