import { Button, Field, Textarea } from '@fluentui/react-components';
import { Checkmark16Filled, HeartRegular } from '@fluentui/react-icons';
import { type SyntheticEvent, useState } from 'react';
import type { AskView, LessonInput } from '#bot/features/help/wire';
import type { Trouble } from '../../api';
import { cx } from '../../ui/cx';
import { useDraft } from '../../ui/drafts';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { PickOne } from '../../ui/pills';
import { SaveState } from '../../ui/save-state';
import { useToasts } from '../../ui/toasts';
import { TroubleNotice } from '../../ui/trouble';
import { WhoSees } from '../../ui/who-sees';
import { useWords } from '../../words';
import { useThanking } from '../thanks/thanking';
import { lengthOf, lessonMax } from './ask-rules';
import { useAskChanges } from './asks';

const blank: LessonInput = { text: '', keep: 'me', how: 'worked' };

/** It happened: thanks for the helper, and one line for the next person. */
export function LessonStep({ ask }: { ask: AskView }) {
  const { t } = useWords();
  const toasts = useToasts();
  const changes = useAskChanges();
  const [draft, setDraft, clear] = useDraft<LessonInput>(`lesson~${ask.id}`, blank);
  const [problem, setProblem] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);
  const skill = ask.skill.name;

  async function keep(input: LessonInput) {
    setBusy(true);
    setTrouble(null);
    const answer = await changes.act(ask.id, 'lesson', input);
    setBusy(false);
    if (answer.ok) {
      clear();
      toasts.say(answer.value.said);
    } else if (answer.trouble.field === 'text' && answer.trouble.message !== null) {
      setProblem(answer.trouble.message);
    } else setTrouble(answer.trouble);
  }

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    const length = lengthOf(draft.text);
    const fault =
      length === 0
        ? t('lesson.empty')
        : length > lessonMax
          ? t('ask.tooLong', { max: lessonMax, count: length - lessonMax })
          : null;
    setProblem(fault);
    if (fault === null) void keep(draft);
  }

  return (
    <div className={layout.stack}>
      <Thank ask={ask} />
      <form className={layout.stack} onSubmit={submit} noValidate aria-label={t('lesson.title')}>
        <Field
          label={t('lesson.label', { skill })}
          {...(problem === null ? {} : { validationMessage: problem })}
        >
          <Textarea
            rows={2}
            resize="vertical"
            placeholder={t('lesson.example')}
            value={draft.text}
            onChange={(_, { value }) => {
              setDraft({ text: value });
              setProblem(null);
            }}
          />
        </Field>
        <PickOne
          label={t('lesson.how')}
          value={draft.how}
          pills={[
            { value: 'worked', label: t('lesson.how.worked') },
            { value: 'wrong', label: t('lesson.how.wrong') },
          ]}
          onChange={(how) => setDraft({ how })}
        />
        <PickOne
          label={t('lesson.keep')}
          hint={
            <WhoSees who={draft.keep === 'me' ? 'me' : 'others'}>
              {t(`lesson.sees.${draft.keep}`, { skill })}
            </WhoSees>
          }
          value={draft.keep}
          pills={[
            { value: 'me', label: t('lesson.keep.me') },
            { value: 'skill', label: t('lesson.keep.skill', { skill }) },
            { value: 'named', label: t('lesson.keep.named') },
          ]}
          onChange={(where) => setDraft({ keep: where })}
        />
        {trouble !== null && <TroubleNotice trouble={trouble} />}
        <div className={layout.row}>
          <Button
            type="submit"
            appearance={hasThanked(ask) ? 'primary' : 'secondary'}
            disabledFocusable={busy}
          >
            {t('lesson.save')}
          </Button>
          <Button appearance="subtle" disabledFocusable={busy} onClick={() => void keep(blank)}>
            {t('lesson.skip')}
          </Button>
          <SaveState state={busy ? 'saving' : 'idle'} />
        </div>
      </form>
    </div>
  );
}

/** Nobody is left to thank: they were, or erased their data. */
const hasThanked = ({ thanked, pair }: AskView): boolean => thanked || !pair?.with.id;

/** The badge form, with the helper and the skill in it; then that it was sent. */
function Thank({ ask }: { ask: AskView }) {
  const { t } = useWords();
  const thanking = useThanking();
  const changes = useAskChanges();
  const helper = ask.pair?.with;
  // They erased their data: there is nobody to thank any more.
  if (helper === undefined || helper.id === '') return null;
  if (ask.thanked) {
    return (
      <p className={cx(font.body, font.quiet, layout.row)}>
        <Checkmark16Filled aria-hidden="true" />
        {t('lesson.thanked', { name: helper.name })}
      </p>
    );
  }
  return (
    <div>
      <Button
        appearance="primary"
        icon={<HeartRegular />}
        onClick={() =>
          thanking.open({
            to: [helper],
            skill: ask.skill.name,
            onGiven: () => void changes.act(ask.id, 'thanked', {}, { thanked: true }),
          })
        }
      >
        {t('checkin.thank', { name: helper.name })}
      </Button>
    </div>
  );
}
