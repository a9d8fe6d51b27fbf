import { Button, Field, Input } from '@fluentui/react-components';
import { Add16Regular } from '@fluentui/react-icons';
import { type RefObject, type SyntheticEvent, useState } from 'react';
import { type Kind, type Level, skillNameMax } from '#bot/core/learning';
import { clean, count } from '#bot/core/text';
import type { List } from '#bot/features/skills/wire';
import { useDraft } from '../../ui/drafts';
import { fluentRef } from '../../ui/fluent-ref';
import layout from '../../ui/layout.module.css';
import { QuietSelect } from '../../ui/quiet-select';
import type { Track } from '../../ui/save-state';
import { troubleText } from '../../ui/trouble';
import { useWords } from '../../words';
import { useMe } from '../people/me';
import styles from './add-skill.module.css';
import { already, useSkillChanges } from './changes';
import { kindChoices, levelChoices } from './choices';

interface Draft {
  readonly name: string;
  readonly level: Level;
  readonly kind: Kind;
}
const blank: Draft = { name: '', level: 'explain', kind: 'skill' };

interface AddSkillProps {
  readonly list: List;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly track: Track;
}

/** One line to add a skill; what was typed stays until the server has it. */
export function AddSkill({ list, input, track }: AddSkillProps) {
  const { t } = useWords();
  const me = useMe();
  const { add } = useSkillChanges(list);
  const [draft, setDraft] = useDraft<Draft>(`add~${list}`, blank);
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(event: SyntheticEvent) {
    event.preventDefault();
    const name = clean(draft.name);
    const fault =
      name === ''
        ? t('skills.empty')
        : count(name) > skillNameMax
          ? t('skills.long', { max: skillNameMax })
          : null;
    setProblem(fault);
    if (fault !== null) {
      input.current?.focus();
      return;
    }
    if (already(me, list, name) !== undefined) {
      setProblem(t('skills.already', { name }));
      return;
    }
    setDraft({ name: '' });
    const { level, kind } = draft;
    const answer = await track(add(list === 'share' ? { name, kind, level } : { name, kind }));
    if (!answer.ok) {
      setDraft({ name });
      setProblem(troubleText(t, answer.trouble));
    }
  }

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <Field
        label={t(`skills.add.${list}`)}
        {...(problem === null ? {} : { validationMessage: problem })}
      >
        <Input
          ref={fluentRef(input)}
          size="large"
          placeholder={t(`skills.example.${list}`)}
          autoComplete="off"
          value={draft.name}
          onChange={(_, data) => {
            setDraft({ name: data.value });
            setProblem(null);
          }}
          contentAfter={
            <Button
              type="submit"
              appearance="primary"
              size="small"
              icon={<Add16Regular />}
              aria-label={t(`skills.addButton.${list}`)}
            >
              <span className={styles.word}>{t('add')}</span>
            </Button>
          }
        />
      </Field>
      <div className={layout.row}>
        {list === 'share' && (
          <QuietSelect
            label={t('skills.level')}
            value={draft.level}
            options={levelChoices(t)}
            onChange={(level) => setDraft({ level })}
          />
        )}
        <QuietSelect
          label={t('skills.kind')}
          value={draft.kind}
          options={kindChoices(t)}
          onChange={(kind) => setDraft({ kind })}
        />
      </div>
    </form>
  );
}
