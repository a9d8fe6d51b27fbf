import { Button } from '@fluentui/react-components';
import { ArrowForward20Regular, Lightbulb20Regular } from '@fluentui/react-icons';
import { useCallback, useMemo, useRef } from 'react';
import type { ChangeSkillInput, List } from '#bot/features/skills/wire';
import { Bubble } from '../../ui/bubble';
import { Card } from '../../ui/card';
import { Empty } from '../../ui/empty';
import { SaveState, useSaving } from '../../ui/save-state';
import { useToasts } from '../../ui/toasts';
import { troubleText } from '../../ui/trouble';
import { WhoSees } from '../../ui/who-sees';
import { useWords } from '../../words';
import { useMe } from '../people/me';
import { AddSkill } from './add-skill';
import { inOrder, levelOf, type Skill, skillsOf, useSkillChanges } from './changes';
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
  const mine = skillsOf(me, list);
  const skills = useMemo(() => inOrder(mine), [mine]);

  const change = useCallback(
    async (id: string, details: ChangeSkillInput) => {
      const answer = await track(changes.change(id, details));
      if (!answer.ok) toasts.say(troubleText(t, answer.trouble));
    },
    [changes, toasts, t, track],
  );

  const remove = useCallback(
    (skill: Skill) => {
      const removal = changes.remove(skill.id);
      const { name, kind, added } = skill;
      const level = levelOf(skill);
      toasts.offerUndo({
        text: t('skills.removed', { name }),
        returnTo: () => input.current,
        async undo() {
          // Coming back before the going away was done would be lost.
          const gone = await removal;
          if (!gone.ok) return;
          const back = await changes.add(
            level === undefined ? { name, kind, added } : { name, kind, level, added },
          );
          if (!back.ok) toasts.say(troubleText(t, back.trouble));
        },
      });
      void removal.then((gone) => {
        if (!gone.ok) toasts.say(troubleText(t, gone.trouble));
      });
    },
    [changes, toasts, t],
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
              key={skill.id}
              skill={skill}
              onChange={(id, details) => void change(id, details)}
              onRemove={remove}
            />
          ))}
        </ul>
      )}
    </Card>
  );
}
