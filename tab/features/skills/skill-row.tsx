import { Button } from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons';
import { lazy, memo, Suspense, useState } from 'react';
import type { ChangeSkillInput } from '#bot/features/skills/wire';
import { KindDot } from '../../ui/bubble';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import { QuietSelect } from '../../ui/quiet-select';
import { useWords } from '../../words';
import { levelOf, type Skill } from './changes';
import { kindChoices, levelChoices } from './choices';
import { Handle } from './handle';
import styles from './skill-row.module.css';
import { WhoCanHelp } from './who-can-help';
import link from './who-can-help.module.css';

// What few rows have.
const NearSkill = lazy(async () => ({ default: (await import('./near-skill')).NearSkill }));
const OwnLine = lazy(async () => ({ default: (await import('./own-line')).OwnLine }));
const WishPurpose = lazy(async () => ({ default: (await import('./wish-purpose')).WishPurpose }));

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
  const [asks, setAsks] = useState(false);
  const isWish = level === undefined && !waiting;
  const withPurpose = asks || purpose !== '' || by !== '';
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
        {isWish && <WhoCanHelp name={name} />}
        {isWish && !withPurpose && (
          <button
            type="button"
            className={cx(font.body, link.ask)}
            aria-label={t('skills.purpose', { name })}
            onClick={() => setAsks(true)}
          >
            {t('skills.purpose.add')}
          </button>
        )}
      </div>
      {named && !waiting && (
        <Suspense>
          <OwnLine
            id={id}
            name={name}
            line={line}
            placeholder={t('skills.line.add')}
            onSave={(next) => onChange(id, { line: next })}
          />
        </Suspense>
      )}
      {isWish && withPurpose && (
        <Suspense>
          <WishPurpose
            id={id}
            name={name}
            purpose={purpose}
            by={by}
            opened={asks}
            onSave={(change) => onChange(id, change)}
          />
        </Suspense>
      )}
      {perhaps !== undefined && (
        <div className={styles.asked}>
          <Suspense>
            <NearSkill
              name={name}
              near={perhaps}
              onSame={() => onMeant(id, perhaps)}
              onOther={() => onMeant(id, undefined)}
            />
          </Suspense>
        </div>
      )}
    </li>
  );
});
