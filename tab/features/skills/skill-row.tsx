import { Button } from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons';
import { memo } from 'react';
import type { ChangeSkillInput } from '#bot/features/skills/wire';
import { KindDot } from '../../ui/bubble';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import { QuietSelect } from '../../ui/quiet-select';
import { useWords } from '../../words';
import { levelOf, type Skill } from './changes';
import { kindChoices, levelChoices } from './choices';
import { Handle } from './handle';
import { NearSkill } from './near-skill';
import { OwnLine } from './own-line';
import styles from './skill-row.module.css';
import { WhoCanHelp } from './who-can-help';
import { WishPurpose } from './wish-purpose';

interface SkillRowProps {
  readonly skill: Skill;
  /** Id of the sentence on how to move it; absent where there is nowhere to go. */
  readonly moveHint?: string;
  /** Whether the server has it. */
  readonly onChange: (id: string, change: ChangeSkillInput) => Promise<boolean>;
  readonly onRemove: (skill: Skill) => void;
  /** The listed skill was meant (its name), or none was. */
  readonly onMeant: (id: string, name: string | undefined) => void;
  /** To another place in the list, told from where it stands: both count from 0. */
  readonly onMove: (id: string, placeFrom: (at: number) => number) => void;
}

/** One skill: its name, and its level and kind to change where they stand. */
export const SkillRow = memo(function SkillRow(props: SkillRowProps) {
  const { skill, moveHint, onChange, onRemove, onMeant, onMove } = props;
  const { t } = useWords();
  const { id, name, kind, perhaps, named = false, line = '', purpose = '', by = '' } = skill;
  const level = levelOf(skill);
  const list = level === undefined ? 'wish' : 'share';
  const waiting = id.startsWith('new~');
  return (
    <li className={cx(styles.row, waiting && styles.waiting)}>
      <span className={styles.mark}>
        {moveHint !== undefined && !waiting && (
          <Handle
            name={name}
            hint={moveHint}
            onStep={(by) => onMove(id, (at) => at + by)}
            onDrag={(place) => onMove(id, () => place)}
          />
        )}
        <KindDot kind={kind} />
      </span>
      <span className={font.item} dir="auto">
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
            onChange={(next) => void onChange(id, { level: next })}
          />
        )}
        <QuietSelect
          label={t('skills.kindOf', { name })}
          value={kind}
          options={kindChoices(t)}
          onChange={(next) => void onChange(id, { kind: next })}
        />
        <QuietSelect
          label={t('skills.foundOf', { name })}
          value={named ? 'named' : 'counted'}
          options={[
            { value: 'counted', label: t(`skills.found.${list}`) },
            { value: 'named', label: t('skills.found.named') },
          ]}
          onChange={(next) => void onChange(id, { named: next === 'named' })}
        />
        {level === undefined && !waiting && <WhoCanHelp name={name} />}
      </div>
      {named && !waiting && (
        <OwnLine
          id={id}
          name={name}
          line={line}
          placeholder={t('skills.line.add')}
          onSave={(next) => onChange(id, { line: next })}
        />
      )}
      {level === undefined && !waiting && (
        <WishPurpose
          id={id}
          name={name}
          purpose={purpose}
          by={by}
          onSave={(change) => onChange(id, change)}
        />
      )}
      {perhaps !== undefined && (
        <div className={styles.asked}>
          <NearSkill
            name={name}
            near={perhaps}
            onSame={() => onMeant(id, perhaps)}
            onOther={() => onMeant(id, undefined)}
          />
        </div>
      )}
    </li>
  );
});
