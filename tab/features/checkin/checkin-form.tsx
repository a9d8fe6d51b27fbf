import { Button, Field, Input, Textarea } from '@fluentui/react-components';
import { type SyntheticEvent, useEffect, useRef, useState } from 'react';
import type { CheckinInput, ReceiptView } from '#bot/features/checkin/wire';
import type { ColleagueView } from '#bot/features/people/wire';
import type { Trouble } from '../../api';
import { useDraft } from '../../ui/drafts';
import { faulty } from '../../ui/faulty';
import { fluentRef } from '../../ui/fluent-ref';
import layout from '../../ui/layout.module.css';
import { PeoplePicker } from '../../ui/people-picker';
import { SaveState } from '../../ui/save-state';
import { TroubleNotice } from '../../ui/trouble';
import { useResource, useServer } from '../../use-resource';
import { useWords } from '../../words';

interface Draft {
  /** Sent along, so that a second try saves nothing twice. */
  readonly op: string;
  readonly learned: string;
  readonly helpers: readonly ColleagueView[];
  readonly skill: string;
  readonly wish: string;
}
const blank: Draft = { op: '', learned: '', helpers: [], skill: '', wish: '' };
/** What was typed is kept under this name. */
export const checkinDraft = 'checkin';
const helpersMax = 5;

const fields = ['learned', 'helpers', 'skill', 'wish'] as const;
type Faults = Partial<Record<(typeof fields)[number], string>>;

interface CheckinFormProps {
  readonly question: string;
  readonly onSaved: (receipt: ReceiptView) => void;
  readonly onSkipped: (said: string) => void;
}

export function CheckinForm({ question, onSaved, onSkipped }: CheckinFormProps) {
  const { t } = useWords();
  const { api, resources } = useServer();
  const colleagues = useResource<{ colleagues: ColleagueView[] }>('/api/colleagues');
  const [draft, setDraft, clear] = useDraft<Draft>(checkinDraft, blank);
  const [busy, setBusy] = useState(false);
  const [faults, setFaults] = useState<Faults>({});
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const first = useRef<HTMLTextAreaElement>(null);

  const [begun] = useState(draft.learned + draft.skill + draft.wish !== '');
  // Who begins, begins here; who comes back to what they had typed is not moved about.
  useEffect(() => {
    if (!begun) first.current?.focus();
  }, [begun]);

  async function save() {
    const { learned, helpers, skill, wish } = draft;
    if (learned.trim() + skill.trim() + wish.trim() === '' && helpers.length === 0) {
      return pointAt({ learned: t('checkin.empty') });
    }
    const op = draft.op === '' ? crypto.randomUUID() : draft.op;
    setDraft({ op });
    const input: CheckinInput = { op, learned, skill, wish, helpers: helpers.map(({ id }) => id) };
    setBusy(true);
    setTrouble(null);
    const answer = await api.call<ReceiptView>('POST', '/api/checkin', input);
    setBusy(false);
    if (answer.ok) {
      clear();
      void resources.refresh();
      return onSaved(answer.value);
    }
    const { field, message } = answer.trouble;
    const fault = fields.find((name) => name === field?.split('.')[0]);
    if (fault !== undefined && message !== null) pointAt({ [fault]: message });
    else setTrouble(answer.trouble);
  }

  function pointAt(found: Faults) {
    setFaults(found);
    // After the message is in place, so that the field is read out with it.
    requestAnimationFrame(() =>
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
    );
  }

  function change(part: Partial<Draft>) {
    setFaults({});
    setDraft(part);
  }

  async function leave(how: 'skip' | 'less') {
    setBusy(true);
    setTrouble(null);
    const answer = await api.call<{ said: string }>('POST', `/api/checkin/${how}`, {});
    setBusy(false);
    if (!answer.ok) return setTrouble(answer.trouble);
    clear();
    void resources.refresh();
    onSkipped(answer.value.said);
  }

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    void save();
  }

  return (
    <form
      ref={form}
      className={layout.stack}
      onSubmit={submit}
      noValidate
      aria-label={t('checkin.title')}
    >
      <Field label={question} {...faulty(faults.learned)}>
        <Textarea
          ref={fluentRef(first)}
          rows={3}
          resize="vertical"
          value={draft.learned}
          onChange={(_, { value }) => change({ learned: value })}
        />
      </Field>
      <PeoplePicker
        label={t('checkin.helpers')}
        people={colleagues.data?.colleagues}
        value={draft.helpers}
        max={helpersMax}
        problem={faults.helpers}
        onChange={(helpers) => change({ helpers })}
      />
      <Field label={t('checkin.skill')} {...faulty(faults.skill)}>
        <Input
          placeholder={t('skills.example.share')}
          value={draft.skill}
          onChange={(_, { value }) => change({ skill: value })}
        />
      </Field>
      <Field label={t('checkin.wish')} {...faulty(faults.wish)}>
        <Input
          placeholder={t('skills.example.wish')}
          value={draft.wish}
          onChange={(_, { value }) => change({ wish: value })}
        />
      </Field>
      {trouble !== null && <TroubleNotice trouble={trouble} retry={() => void save()} />}
      <div className={layout.row}>
        <Button type="submit" appearance="primary" disabledFocusable={busy}>
          {t('save')}
        </Button>
        <Button disabledFocusable={busy} onClick={() => void leave('skip')}>
          {t('checkin.skip')}
        </Button>
        <Button appearance="subtle" disabledFocusable={busy} onClick={() => void leave('less')}>
          {t('checkin.less')}
        </Button>
        <SaveState state={busy ? 'saving' : 'idle'} />
      </div>
    </form>
  );
}
