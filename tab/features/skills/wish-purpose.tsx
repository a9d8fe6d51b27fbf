import { useEffect, useRef, useState } from 'react';
import type { ownLineMax as most } from '#bot/core/learning';
import { clean, count } from '#bot/core/text';
import type { ChangeSkillInput } from '#bot/features/skills/wire';
import { cx } from '../../ui/cx';
import { useDraft } from '../../ui/drafts';
import font from '../../ui/font.module.css';
import { WhoSees } from '../../ui/who-sees';
import { useWords } from '../../words';
import styles from './own-line.module.css';

const purposeMax: typeof most = 100;
const untouched: { readonly text: string | null } = { text: null };

interface WishPurposeProps {
  readonly id: string;
  readonly name: string;
  readonly purpose: string;
  /** YYYY-MM-DD, or ''. */
  readonly by: string;
  /** Somebody just asked for it: they write at once. */
  readonly opened: boolean;
  /** Whether it is kept now. */
  readonly onSave: (change: Pick<ChangeSkillInput, 'purpose' | 'by'>) => Promise<boolean>;
}

/** What a wish is for, and by when: its owner's alone. Saved when one goes on, kept as typed until then. */
export function WishPurpose({ id, name, purpose, by, opened, onSave }: WishPurposeProps) {
  const { t } = useWords();
  const [draft, setDraft, clear] = useDraft(`purpose~${id}`, untouched);
  const [problem, setProblem] = useState<string | null>(null);
  const text = draft.text ?? purpose;

  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (opened) field.current?.focus();
  }, [opened]);

  async function save() {
    const next = clean(text);
    if (count(next) > purposeMax) return setProblem(t('skills.long', { max: purposeMax }));
    setProblem(null);
    if (next === purpose || (await onSave({ purpose: next }))) clear();
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
        ref={field}
        className={cx(font.body, styles.input)}
        aria-label={t('skills.purpose', { name })}
        aria-invalid={problem !== null}
        placeholder={t('skills.purpose.add')}
        value={text}
        dir="auto"
        onChange={(event) => setDraft({ text: event.currentTarget.value })}
        onBlur={() => void save()}
      />
      {(text !== '' || by !== '') && (
        <>
          <span className={cx(font.small, font.quiet)} aria-hidden>
            {t('skills.by.label')}
          </span>
          <input
            type="date"
            className={cx(font.body, styles.input)}
            aria-label={t('skills.by', { name })}
            value={by}
            onChange={(event) => void onSave({ by: event.currentTarget.value })}
          />
          <WhoSees who="me">{t('skills.purpose.sees')}</WhoSees>
        </>
      )}
      {problem !== null && (
        <span role="alert" className={cx(font.small, styles.problem)}>
          {problem}
        </span>
      )}
    </form>
  );
}
