import { Button } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { HowTosView, HowToView } from '#bot/features/howto/wire';
import { useRouter } from '../../teams/router';
import { Card } from '../../ui/card';
import font from '../../ui/font.module.css';
import { SkeletonLines } from '../../ui/skeleton';
import { useToasts } from '../../ui/toasts';
import { TroubleNotice, troubleText } from '../../ui/trouble';
import { WhoSees } from '../../ui/who-sees';
import { useResource, useServer } from '../../use-resource';
import { useWords } from '../../words';
import { addressOf, listOf, pointedAt } from './address';
import { type Act, HowTo } from './how-to';
import { HowToForm } from './how-to-form';
import styles from './how-tos.module.css';

/** A team's how-tos, those that come with the product, and writing one. */
export function HowTos({ team }: { team: string }) {
  const { t } = useWords();
  const { place } = useRouter();
  const { api, resources } = useServer();
  const toasts = useToasts();
  const [writing, setWriting] = useState(false);
  const path = listOf(team);
  const { data, trouble, again } = useResource<HowTosView>(path);
  const pointed = pointedAt(place.item)?.id;
  const ready = data !== undefined;
  useEffect(() => {
    if (ready && place.item === 'howtos') document.getElementById('howtos')?.scrollIntoView();
  }, [ready, place]);

  if (data === undefined) {
    return trouble === undefined ? (
      <SkeletonLines lines={3} />
    ) : (
      <TroubleNotice trouble={trouble} retry={again} />
    );
  }
  const { words, own } = data;

  async function act(howTo: HowToView, pressed: Act) {
    const answer = await api.call<{ said: string }>('POST', addressOf(howTo, pressed), {});
    toasts.say(answer.ok ? answer.value.said : troubleText(t, answer.trouble));
    await resources.refresh();
  }

  /** Taken away once no undo can come any more. */
  function remove(howTo: HowToView) {
    const without = (known: HowTosView): HowTosView => ({
      ...known,
      howTos: known.howTos.filter(({ id }) => id !== howTo.id),
    });
    const layer = resources.lay<HowTosView>(path, without);
    toasts.offerUndo({
      text: words.gone,
      undo: () => layer.drop(),
      async gone(last) {
        const answer = await api.call('DELETE', addressOf(howTo), undefined, last);
        if (answer.ok) return layer.commit(without);
        layer.drop();
        toasts.say(troubleText(t, answer.trouble));
      },
    });
  }

  const list = (howTos: readonly HowToView[]) => (
    <ul className={styles.list}>
      {howTos.map((howTo) => (
        <HowTo
          key={howTo.id}
          howTo={howTo}
          words={words}
          pointedAt={howTo.id === pointed}
          onAct={(pressed) => void act(howTo, pressed)}
          onRemove={() => remove(howTo)}
          onSaved={() => void resources.refresh()}
        />
      ))}
    </ul>
  );
  return (
    <Card title={words.title} lead={<WhoSees who="others">{words.sees}</WhoSees>} id="howtos">
      {data.howTos.length === 0 && !writing && <p className={font.body}>{words.none}</p>}
      {data.howTos.length > 0 && list(data.howTos)}
      {writing ? (
        <HowToForm
          team={team}
          onDone={(saved) => {
            setWriting(false);
            if (saved !== undefined) void resources.refresh();
          }}
        />
      ) : (
        <div>
          <Button onClick={() => setWriting(true)}>{words.new}</Button>
        </div>
      )}
      <details>
        <summary className={`${font.body} ${styles.topic}`}>{words.own}</summary>
        <div className={styles.inside}>{list(own)}</div>
      </details>
    </Card>
  );
}
