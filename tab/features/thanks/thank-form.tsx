import { Button, Field, Input, Select } from '@fluentui/react-components';
import { type SyntheticEvent, useMemo, useRef, useState } from 'react';
import type { ColleagueView } from '#bot/features/people/wire';
import type { GaveView, GiveInput } from '#bot/features/thanks/wire';
import type { Trouble } from '../../api';
import { cx } from '../../ui/cx';
import { useDraft } from '../../ui/drafts';
import layout from '../../ui/layout.module.css';
import { PeoplePicker } from '../../ui/people-picker';
import { PickOne } from '../../ui/pills';
import { SaveState } from '../../ui/save-state';
import { TroubleNotice } from '../../ui/trouble';
import { WhoSees } from '../../ui/who-sees';
import { useResource, useServer } from '../../use-resource';
import { useWords } from '../../words';
import { useMe } from '../people/me';
import { BadgeGrid } from './badge-grid';
import { StoryField } from './story-field';
import styles from './thank-form.module.css';
import {
  type Faults,
  faultsOf,
  fieldAtFault,
  fields,
  receiversMax,
  type ThankDraft,
} from './thank-rules';
import type { Thanks } from './thanking';

interface ThankFormProps {
  readonly thanks: Thanks;
  readonly onGiven: (given: GaveView) => void;
  readonly onCancel: () => void;
}

/** Who, which badge, for what, the story, and who sees it. */
export function ThankForm({ thanks, onGiven, onCancel }: ThankFormProps) {
  const { t, language } = useWords();
  const me = useMe();
  const { api } = useServer();
  const colleagues = useResource<{ colleagues: ColleagueView[] }>('/api/colleagues');
  const home = me.teams.find(({ id }) => id === me.settings.homeTeam) ?? me.teams[0];
  const blank = useMemo<ThankDraft>(
    () => ({
      op: '',
      to: thanks.to ?? [],
      badge: null,
      skill: thanks.skill ?? '',
      text: '',
      visibility: 'receiver',
      team: home?.id ?? null,
    }),
    [thanks, home],
  );
  // A form opened for somebody in particular has its own draft.
  const about = `thank~${(thanks.to ?? []).map(({ id }) => id).join()}`;
  const [draft, setDraft, clear] = useDraft<ThankDraft>(about, blank);
  const [faults, setFaults] = useState<Faults>({});
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const firstBadge = useRef<HTMLInputElement>(null);

  function change(part: Partial<ThankDraft>) {
    setDraft(part);
    setFaults((before) => {
      const left = { ...before };
      for (const field of fields) if (field in part) delete left[field];
      return left;
    });
  }

  function pointAt(found: Faults) {
    setFaults(found);
    // After the messages are in place, so that the field is read out with its own.
    requestAnimationFrame(() => {
      if (found.to === undefined && found.badge !== undefined) firstBadge.current?.focus();
      else form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    });
  }

  async function send() {
    const found = faultsOf(draft, t);
    const { to, badge, skill, text, visibility, team } = draft;
    if (Object.keys(found).length > 0 || badge === null) return pointAt(found);
    const op = draft.op === '' ? crypto.randomUUID() : draft.op;
    setDraft({ op });
    const input: GiveInput = {
      op,
      to: to.map(({ id }) => id),
      badge,
      skill,
      text,
      visibility,
      ...(visibility === 'team' && team !== null ? { team } : {}),
    };
    setBusy(true);
    setTrouble(null);
    const answer = await api.call<GaveView>('POST', '/api/badges', input);
    setBusy(false);
    if (answer.ok) {
      clear();
      return onGiven(answer.value);
    }
    const field = fieldAtFault(answer.trouble.field);
    // A refused try is over: what is sent next is another one.
    if (answer.trouble.kind === 'refused') setDraft({ op: '' });
    if (field !== null && answer.trouble.message !== null) {
      pointAt({ [field]: answer.trouble.message });
    } else setTrouble(answer.trouble);
  }

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    void send();
  }

  const names = new Intl.ListFormat(language).format(draft.to.map(({ name }) => name));
  const team = me.teams.find(({ id }) => id === draft.team);
  return (
    <form ref={form} className={layout.stack} onSubmit={submit} noValidate>
      <PeoplePicker
        label={t('thank.to')}
        required
        people={colleagues.data?.colleagues}
        value={draft.to}
        max={receiversMax}
        problem={faults.to}
        onChange={(to) => change({ to })}
      />
      <BadgeGrid
        value={draft.badge}
        problem={faults.badge}
        first={firstBadge}
        onChange={(badge) => change({ badge })}
      />
      <Field
        label={t('thank.skill')}
        required
        {...(faults.skill === undefined ? {} : { validationMessage: faults.skill })}
      >
        <Input
          placeholder={t('skills.example.share')}
          value={draft.skill}
          onChange={(_, { value }) => change({ skill: value })}
        />
      </Field>
      <StoryField value={draft.text} problem={faults.text} onChange={(text) => change({ text })} />
      {me.teams.length > 0 && (
        <PickOne
          label={t('thank.visibility')}
          value={draft.visibility}
          pills={[
            { value: 'receiver', label: t('thank.sees.receiver') },
            { value: 'team', label: t('thank.sees.team') },
          ]}
          onChange={(visibility) => change({ visibility })}
        />
      )}
      {draft.visibility === 'team' && me.teams.length > 1 && (
        <Field label={t('thank.team')}>
          <Select value={draft.team ?? ''} onChange={(_, { value }) => change({ team: value })}>
            {me.teams.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <WhoSees who="others">
        {draft.visibility === 'team' && team !== undefined
          ? t('thank.seesTeam', { team: team.name })
          : names === ''
            ? t('thank.seesReceivers')
            : t('sees.youAnd', { name: names })}
      </WhoSees>
      {trouble !== null && <TroubleNotice trouble={trouble} retry={() => void send()} />}
      <div className={cx(layout.row, styles.foot)}>
        <Button type="submit" appearance="primary" disabledFocusable={busy}>
          {t('thank.send')}
        </Button>
        <Button onClick={onCancel}>{t('cancel')}</Button>
        <SaveState state={busy ? 'saving' : 'idle'} />
      </div>
    </form>
  );
}
