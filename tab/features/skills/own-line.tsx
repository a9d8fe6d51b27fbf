import { useState } from 'react';
import type { ownLineMax as most } from '#bot/core/learning';
import { clean, count } from '#bot/core/text';
import { cx } from '../../ui/cx';
import { useDraft } from '../../ui/drafts';
import font from '../../ui/font.module.css';
import { WhoSees } from '../../ui/who-sees';
import { useWords } from '../../words';
import styles from './own-line.module.css';

const ownLineMax: typeof most = 100;
const untouched: { readonly text: string | null } = { text: null };

interface OwnLineProps {
  readonly id: string;
  readonly name: string;
  readonly line: string;
  readonly placeholder: string;
  /** Whether it is kept now. */
  readonly onSave: (line: string) => Promise<boolean>;
}

/** A line of one's own beside one's name: saved when one goes on, kept as typed until then. */
export function OwnLine({ id, name, line, placeholder, onSave }: OwnLineProps) {
  const { t } = useWords();
  const [draft, setDraft, clear] = useDraft(`line~${id}`, untouched);
  const [problem, setProblem] = useState<string | null>(null);
  const text = draft.text ?? line;

  async function save() {
    const next = clean(text);
    if (count(next) > ownLineMax) return setProblem(t('skills.long', { max: ownLineMax }));
    setProblem(null);
    if (next === line || (await onSave(next))) clear();
  }

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <input
        className={cx(font.body, styles.input)}
        aria-label={t('skills.line', { name })}
        aria-invalid={problem !== null}
        placeholder={placeholder}
        value={text}
        dir="auto"
        onChange={(event) => setDraft({ text: event.currentTarget.value })}
        onBlur={() => void save()}
      />
      {problem === null ? (
        <WhoSees who="others">{t('skills.found.sees')}</WhoSees>
      ) : (
        <span role="alert" className={cx(font.small, styles.problem)}>
          {problem}
        </span>
      )}
    </form>
  );
}
