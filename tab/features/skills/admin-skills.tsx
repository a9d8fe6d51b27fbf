import { Button } from '@fluentui/react-components';
import { type SyntheticEvent, useRef, useState } from 'react';
import type { SkillsAdminView } from '#bot/features/skills/wire';
import { Card } from '../../ui/card';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { SkeletonLines } from '../../ui/skeleton';
import { type Suggested, SuggestInput } from '../../ui/suggest-input';
import { useToasts } from '../../ui/toasts';
import { TroubleNotice, troubleText } from '../../ui/trouble';
import { useResource, useServer } from '../../use-resource';
import { useBackstage, useDates } from '../../words';
import { useMe } from '../people/me';
import styles from './admin-skills.module.css';
import { useSuggestions } from './suggestions';

const path = '/api/admin/skills';

/** Which skills count as one, and what was imported. */
export function AdminSkills() {
  const { t } = useBackstage();
  const dates = useDates(useMe().settings.zone);
  const { api, resources } = useServer();
  const toasts = useToasts();
  const heading = useRef<HTMLDivElement>(null);
  const { data, trouble, again } = useResource<SkillsAdminView>(path);

  const settle = (view: SkillsAdminView) =>
    resources.lay<SkillsAdminView>(path, (known) => known).commit(() => view);

  async function merge(from: string, into: string): Promise<boolean> {
    const answer = await api.call<SkillsAdminView>('POST', `${path}/merges`, { from, into });
    toasts.say(answer.ok ? t('merge.done') : troubleText(t, answer.trouble));
    if (answer.ok) settle(answer.value);
    return answer.ok;
  }

  async function split(id: string) {
    const where = `${path}/merges/${encodeURIComponent(id)}`;
    const answer = await api.call<SkillsAdminView>('DELETE', where);
    toasts.say(answer.ok ? t('merge.undone') : troubleText(t, answer.trouble));
    if (!answer.ok) return;
    heading.current?.querySelector('h2')?.focus();
    settle(answer.value);
  }

  if (data === undefined) {
    return trouble === undefined ? (
      <SkeletonLines lines={6} />
    ) : (
      <TroubleNotice trouble={trouble} retry={again} />
    );
  }
  return (
    <div ref={heading} className={layout.stack}>
      <Card title={t('merge.title')} lead={t('merge.lead')}>
        {data.merges.length > 0 && (
          <ul className={styles.list}>
            {data.merges.map(({ id, name, into, at }) => (
              <li key={id} className={styles.merge}>
                <div className={styles.words}>
                  <p className={font.item} dir="auto">
                    {t('merge.one', { name, into })}
                  </p>
                  <p className={cx(font.small, font.quiet)}>
                    {t('merge.since', { at: dates.minute(at) })}
                  </p>
                </div>
                <Button
                  aria-label={t('merge.undoOne', { name, into })}
                  onClick={() => void split(id)}
                >
                  {t('undo')}
                </Button>
              </li>
            ))}
          </ul>
        )}
        <MergeForm onMerge={merge} />
      </Card>
      <Card title={t('esco.title')} {...(data.imported === null ? {} : { lead: t('skills.esco') })}>
        <p className={font.body}>
          {data.imported === null
            ? t('esco.none')
            : t('esco.imported', {
                skills: data.imported.skills,
                labels: data.imported.labels,
                at: dates.minute(data.imported.at),
              })}
        </p>
      </Card>
    </div>
  );
}

interface MergeFormProps {
  readonly onMerge: (from: string, into: string) => Promise<boolean>;
}

function MergeForm({ onMerge }: MergeFormProps) {
  const { t } = useBackstage();
  const [from, setFrom] = useState<Chosen>(nothing);
  const [into, setInto] = useState<Chosen>(nothing);
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);

  async function submit(event: SyntheticEvent) {
    event.preventDefault();
    const incomplete = from.id === '' || into.id === '';
    setMissing(incomplete);
    if (incomplete) return;
    setBusy(true);
    const merged = await onMerge(from.id, into.id);
    setBusy(false);
    if (!merged) return;
    setFrom(nothing);
    setInto(nothing);
  }

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <ChooseSkill
        label={t('merge.from')}
        chosen={from}
        problem={missing && from.id === '' ? t('merge.choose') : null}
        onChoose={setFrom}
      />
      <ChooseSkill
        label={t('merge.into')}
        chosen={into}
        problem={missing && into.id === '' ? t('merge.choose') : null}
        onChoose={setInto}
      />
      <Button type="submit" size="large" disabledFocusable={busy}>
        {t('merge.do')}
      </Button>
    </form>
  );
}

/** A skill that was picked, or what is typed so far (`id` empty). */
type Chosen = Suggested;
const nothing: Chosen = { id: '', name: '' };

interface ChooseSkillProps {
  readonly label: string;
  readonly chosen: Chosen;
  readonly problem: string | null;
  readonly onChoose: (chosen: Chosen) => void;
}

function ChooseSkill({ label, chosen, problem, onChoose }: ChooseSkillProps) {
  const input = useRef<HTMLInputElement>(null);
  const { t } = useBackstage();
  const { suggestions } = useSuggestions(chosen.id === '' ? chosen.name : '');
  return (
    <div className={styles.field}>
      <SuggestInput
        label={label}
        input={input}
        value={chosen.name}
        suggestions={suggestions}
        problem={problem}
        placeholder={t('merge.type')}
        after={null}
        onType={(name) => onChoose({ id: '', name })}
        onPick={({ id, name }) => onChoose({ id, name })}
      />
    </div>
  );
}
