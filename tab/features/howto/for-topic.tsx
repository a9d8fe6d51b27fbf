import type { HowToForView } from '#bot/features/howto/wire';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { useResource } from '../../use-resource';
import { forTopic } from './address';
import { StepOff } from './step-off';
import { Steps } from './steps';

/** The one how-to of a topic; without one nothing is missed. */
export function HowToFor({ skill }: { skill: string }) {
  const { data } = useResource<HowToForView>(forTopic(skill));
  if (data === undefined || data.found === null) return null;
  const { found, words } = data;
  return (
    <section className={layout.stack} aria-labelledby="how-to">
      <h3 id="how-to" className={font.item}>
        {words.one}: <span dir="auto">{found.topic}</span>
      </h3>
      <Steps howTo={found} words={words} />
      {found.may.includes('off') && <StepOff howTo={found} words={words} />}
    </section>
  );
}
