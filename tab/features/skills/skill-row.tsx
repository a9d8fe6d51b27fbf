import { Button, makeStyles, mergeClasses } from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons';
import { memo } from 'react';
import type { ChangeSkillInput } from '#bot/features/skills/wire';
import { KindDot } from '../../ui/bubble';
import { QuietSelect } from '../../ui/quiet-select';
import { bubbleCorner, own, space, useType } from '../../ui/styles';
import { useWords } from '../../words';
import { levelOf, type Skill } from './changes';
import { kindChoices, levelChoices } from './choices';
import { WhoCanHelp } from './who-can-help';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr) auto',
    columnGap: space.m,
    alignItems: 'center',
    padding: `${space.s} ${space.xs} ${space.s} ${space.m}`,
    borderRadius: bubbleCorner('12px'),
    border: `1px solid ${own('pioLine')}`,
    contentVisibility: 'auto',
    containIntrinsicSize: 'auto 74px',
  },
  waiting: { opacity: 0.75 },
  details: {
    gridColumn: '2 / -1',
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: space.xs,
    marginInlineStart: `-${space.s}`,
  },
});

interface SkillRowProps {
  readonly skill: Skill;
  readonly onChange: (id: string, change: ChangeSkillInput) => void;
  readonly onRemove: (skill: Skill) => void;
}

/** One skill: its name, and its level and kind to change where they stand. */
export const SkillRow = memo(function SkillRow({ skill, onChange, onRemove }: SkillRowProps) {
  const styles = useStyles();
  const type = useType();
  const { t } = useWords();
  const { id, name, kind } = skill;
  const level = levelOf(skill);
  const waiting = id.startsWith('new~');
  return (
    <li className={mergeClasses(styles.row, waiting && styles.waiting)}>
      <KindDot kind={kind} />
      <span className={type.item} dir="auto">
        {name}
      </span>
      <Button
        appearance="subtle"
        icon={<Dismiss20Regular />}
        aria-label={t('skills.remove', { name })}
        disabled={waiting}
        onClick={() => onRemove(skill)}
      />
      <div className={styles.details}>
        {level !== undefined && (
          <QuietSelect
            label={t('skills.levelOf', { name })}
            value={level}
            options={levelChoices(t)}
            onChange={(next) => onChange(id, { level: next })}
          />
        )}
        <QuietSelect
          label={t('skills.kindOf', { name })}
          value={kind}
          options={kindChoices(t)}
          onChange={(next) => onChange(id, { kind: next })}
        />
        {level === undefined && !waiting && <WhoCanHelp name={name} />}
      </div>
    </li>
  );
});
