import { Button } from '@fluentui/react-components';
import { Add16Regular } from '@fluentui/react-icons';
import { type RefObject, type SyntheticEvent, useRef, useState } from 'react';
import { type Kind, type Level, skillNameMax } from '#bot/core/learning';
import { clean, count, skillKey } from '#bot/core/text';
import type { List, NearView } from '#bot/features/skills/wire';
import { cx } from '../../ui/cx';
import { useDraft } from '../../ui/drafts';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { QuietSelect } from '../../ui/quiet-select';
import type { Track } from '../../ui/save-state';
import { SuggestInput } from '../../ui/suggest-input';
import { troubleText } from '../../ui/trouble';
import { useServer } from '../../use-resource';
import { useWords } from '../../words';
import { useMe } from '../people/me';
import styles from './add-skill.module.css';
import { already, useSkillChanges } from './changes';
import { kindChoices, levelChoices } from './choices';
import { NearSkill } from './near-skill';
import { useSuggestions } from './suggestions';

interface Draft {
  readonly name: string;
  readonly level: Level;
  readonly kind: Kind;
}
const blank: Draft = { name: '', level: 'explain', kind: 'skill' };

/** A skill just added, and one that may have been meant. */
interface Near {
  readonly id: string;
  readonly name: string;
  readonly other: string;
}

interface AddSkillProps {
  readonly list: List;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly track: Track;
}

/** One line to add a skill; what was typed stays until the server has it. */
export function AddSkill({ list, input, track }: AddSkillProps) {
  const { t } = useWords();
  const me = useMe();
  const { api } = useServer();
  const { add, same } = useSkillChanges(list);
  const [draft, setDraft] = useDraft<Draft>(`add~${list}`, blank);
  const [problem, setProblem] = useState<string | null>(null);
  const [near, setNear] = useState<Near | null>(null);
  const { suggestions, esco } = useSuggestions(draft.name);
  const typed = useRef('');
  typed.current = draft.name;

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
    const { level, kind } = draft;
    setDraft({ name: '', kind: blank.kind });
    setNear(null);
    const answer = await track(add(list === 'share' ? { name, kind, level } : { name, kind }));
    if (!answer.ok) {
      const why = troubleText(t, answer.trouble);
      // What was typed meanwhile is left alone.
      if (typed.current !== '') return setProblem(t('skills.notAdded', { name, why }));
      setDraft({ name, kind });
      return setProblem(why);
    }
    const { id, name: there } = answer.value;
    // The list had it under another name.
    if (skillKey(there) !== skillKey(name)) setProblem(t('skills.already', { name: there }));
    else setNear(await nearTo(id, name));
  }

  async function nearTo(id: string, name: string): Promise<Near | null> {
    const path = `/api/skills/near?name=${encodeURIComponent(name)}`;
    const answer = await api.call<NearView>('GET', path);
    const other = answer.ok ? answer.value.name : null;
    return other === null ? null : { id, name, other };
  }

  async function take({ id, other }: Near) {
    setNear(null);
    input.current?.focus();
    const answer = await track(same(id, other));
    if (!answer.ok) setProblem(troubleText(t, answer.trouble));
  }

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <SuggestInput
        label={t(`skills.add.${list}`)}
        input={input}
        value={draft.name}
        suggestions={suggestions}
        problem={problem}
        placeholder={t(`skills.example.${list}`)}
        onType={(name) => {
          setDraft({ name });
          setProblem(null);
        }}
        onPick={({ name, kind }) => setDraft({ name, kind })}
        after={
          <Button
            type="submit"
            className={styles.add}
            appearance="primary"
            size="small"
            icon={<Add16Regular />}
            aria-label={t(`skills.addButton.${list}`)}
          >
            <span className={styles.word}>{t('add')}</span>
          </Button>
        }
        footer={
          esco && <p className={cx(font.small, font.quiet, styles.source)}>{t('skills.esco')}</p>
        }
      />
      {near !== null && (
        <NearSkill
          name={near.name}
          near={near.other}
          onSame={() => void take(near)}
          onOther={() => {
            setNear(null);
            input.current?.focus();
          }}
        />
      )}
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
