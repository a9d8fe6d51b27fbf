import { Button } from '@fluentui/react-components';
import { Add16Regular } from '@fluentui/react-icons';
import { type RefObject, type SyntheticEvent, useRef, useState } from 'react';
import { type Kind, type Level, skillNameMax } from '#bot/core/learning';
import { clean, count, skillKey } from '#bot/core/text';
import type { List, SeveralView } from '#bot/features/skills/wire';
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
import { useSuggestions } from './suggestions';

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
  const { api } = useServer();
  const { add } = useSkillChanges(list);
  const [draft, setDraft] = useDraft<Draft>(`add~${list}`, blank);
  const [problem, setProblem] = useState<string | null>(null);
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
    const details = list === 'share' ? { kind, level } : { kind };
    // One name shows at once; of several only the server knows where one ends.
    const names = /[,;&]| (?:and|en) /iu.test(name) ? await namesIn(name) : [name];
    const [first = name, ...others] = names;
    for (const other of others) void track(add({ ...details, name: other }));
    const answer = await track(add({ ...details, name: first }));
    if (!answer.ok) {
      const why = troubleText(t, answer.trouble);
      // What was typed meanwhile is left alone.
      if (typed.current !== '') return setProblem(t('skills.notAdded', { name, why }));
      setDraft({ name, kind });
      return setProblem(why);
    }
    const { name: there } = answer.value;
    // The list had it under another name.
    if (skillKey(there) !== skillKey(first)) setProblem(t('skills.already', { name: there }));
  }

  /** The names in "Excel, SQL and Dutch"; without an answer it is one name. */
  async function namesIn(name: string): Promise<readonly string[]> {
    const path = `/api/skills/several?text=${encodeURIComponent(name)}`;
    const answer = await api.call<SeveralView>('GET', path);
    return answer.ok ? answer.value.names : [name];
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
