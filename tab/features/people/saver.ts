import type { MeView, SettingsInput, SettingsView } from '#bot/features/people/wire';
import type { Api, Trouble } from '../../api';
import type { Layer, Resources } from '../../resources';
import type { Drafts } from '../../ui/drafts';
import type { Saving } from '../../ui/save-state';
import { languageOf } from '../../words';
import { mePath } from './me';

/** How the saving of settings stands. */
export interface Standing {
  readonly saving: Saving;
  readonly trouble: Trouble | null;
}

export interface Saver {
  /** Takes up what could not be sent before the page was loaded again. */
  resume(): void;
  /** Shows a change at once and saves it shortly after the last one. */
  save(change: SettingsInput): void;
  /** Sends what waits, now. `last`: the window is closing, so the call must outlive it. */
  flush(last?: boolean): void;
  read(): Standing;
  subscribe(listener: () => void): () => void;
}

interface Means {
  readonly api: Api;
  readonly resources: Resources;
  readonly drafts: Drafts;
  /** Of the surroundings, for who follows Teams. */
  readonly locale: string;
  /** From the last change to its saving, in milliseconds. */
  readonly wait: number;
}

const draft = 'settings';

/**
 * Saves settings by themselves, whichever page they were changed on. What could not be sent stays
 * on screen, also when the page is loaded again, and is sent as soon as that is possible; what was
 * refused goes back, without what was changed along with it.
 */
export function createSaver({ api, resources, drafts, locale, wait }: Means): Saver {
  const listeners = new Set<() => void>();
  let standing: Standing = { saving: 'idle', trouble: null };
  let waiting: SettingsInput = {};
  let layer: Layer<MeView> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<void> = Promise.resolve();

  function tell(saving: Saving, trouble = standing.trouble) {
    standing = { saving, trouble };
    for (const listener of listeners) listener();
  }

  function show(change: SettingsInput) {
    waiting = { ...waiting, ...change };
    drafts.set(draft, waiting);
    const shown = waiting;
    layer?.drop();
    layer = resources.lay<MeView>(mePath, (known) => withSettings(known, shown, locale));
  }

  async function send(last: boolean): Promise<void> {
    const sent = waiting;
    const shown = layer;
    if (Object.keys(sent).length === 0) return;
    waiting = {};
    layer = undefined;
    const answer = await api.call('PATCH', '/api/me/settings', sent, last);
    if (answer.ok) {
      shown?.commit((known) => withSettings(known, sent, locale));
      if (Object.keys(waiting).length === 0) drafts.delete(draft);
      // What the server words itself (open items, the digest) is wanted in the new language.
      if (sent.language !== undefined) void resources.refresh();
      return tell('saved');
    }
    shown?.drop();
    drafts.delete(draft);
    const left = answer.trouble.kind === 'refused' ? besides(sent, answer.trouble.field) : sent;
    const since = waiting;
    waiting = {};
    if (Object.keys({ ...left, ...since }).length > 0) show({ ...left, ...since });
    tell('failed', answer.trouble);
    if (left !== sent) await send(last);
  }

  function flush(last = false) {
    clearTimeout(timer);
    if (Object.keys(waiting).length > 0) tell('saving', null);
    sending = sending.then(() => send(last));
  }

  return {
    resume() {
      const before = drafts.get(draft);
      if (before === undefined) return;
      show(before as SettingsInput);
      flush();
    },
    save(change) {
      show(change);
      tell('saving', null);
      clearTimeout(timer);
      timer = setTimeout(flush, wait);
    },
    flush,
    read: () => standing,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What else was sent along with the field at fault; nothing when no field is named. */
function besides(sent: SettingsInput, field: string | null): SettingsInput {
  const fault = field?.split('.')[0];
  if (fault === undefined || !(fault in sent)) return {};
  return Object.fromEntries(Object.entries(sent).filter(([name]) => name !== fault));
}

/** The profile as it will be once `change` is saved. */
function withSettings(me: MeView, change: SettingsInput, locale: string): MeView {
  const settings = { ...me.settings, ...change } as SettingsView;
  // A country chosen by hand is no guess any more.
  if (change.country !== undefined) settings.countryGuessed = false;
  if (change.rhythm !== undefined) settings.slowed = false;
  const language =
    change.language === undefined ? me.language : (change.language ?? languageOf(locale));
  return { ...me, settings, language };
}
