import { Button } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { skillNameMax } from '#bot/core/learning';
import { count, cut } from '#bot/core/text';
import { useRouter } from '../../teams/router';
import { Card } from '../../ui/card';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { SkeletonLines } from '../../ui/skeleton';
import { useWords } from '../../words';
import { useAsking } from '../help/asking';
import { underWay, useAsks } from '../help/asks';
import { Lessons } from '../help/lessons';
import { HowToFor } from '../howto/for-topic';
import { useMe } from '../people/me';
import { already } from './changes';
import styles from './find-page.module.css';
import { NamedPeople } from './named-people';
import { SupplyNow, useSupply, WishFor } from './supply';

/** So long nothing was typed before the server is asked. */
const pauseMs = 350;

interface AnswerProps {
  readonly name: string;
  /** Looks for another topic instead. */
  readonly onChoose: (name: string) => void;
}

/** What was typed, asked of the whole organisation once the typing rests. */
export function Answer({ name, onChoose }: AnswerProps) {
  const { t } = useWords();
  const settled = useSettled(name);
  const long = count(name) > skillNameMax;
  return (
    <Card title={t('find.answer', { name: cut(name, skillNameMax) })}>
      {long ? (
        <p className={font.body}>{t('skills.long', { max: skillNameMax })}</p>
      ) : (
        <>
          <div role="status" className={styles.said}>
            {settled === name ? (
              <Told name={name} onChoose={onChoose} />
            ) : (
              <SkeletonLines lines={1} />
            )}
          </div>
          {settled === name && (
            <>
              <NamedPeople key={name} skill={name} />
              <HowToFor skill={name} />
              <Lessons skill={name} />
              <NextStep name={name} />
            </>
          )}
        </>
      )}
    </Card>
  );
}

/** How many can help, with it or with what was meant. */
function Told({ name, onChoose }: AnswerProps) {
  const { t } = useWords();
  const data = useSupply(name).data;
  const nobody = data?.supply === 'nobody';
  const mine = already(useMe(), 'share', name) !== undefined;
  if (data !== undefined && data.near !== null) {
    const { near } = data;
    return (
      <Button appearance="primary" onClick={() => onChoose(near.name)}>
        {t('find.meant', { name: near.name, supply: near.supply })}
      </Button>
    );
  }
  return (
    <>
      <SupplyNow name={name} />
      <span className={cx(font.small, font.quiet)}>
        {t(
          data?.supply === 'named' ? 'find.byName' : nobody && !mine ? 'find.nobody' : 'find.never',
        )}
      </span>
    </>
  );
}

/** To ask for it, or, where nobody shares it, to keep it as a wish. */
function NextStep({ name }: { name: string }) {
  const { t } = useWords();
  const { link } = useRouter();
  const asking = useAsking();
  const data = useSupply(name).data;
  const supply = data?.supply;
  const mine = already(useMe(), 'share', name) !== undefined;
  const asked = underWay(useAsks().data, name);
  return (
    <div className={layout.row}>
      {asked !== undefined ? (
        <Button as="a" {...link({ page: 'find', item: asked.id })}>
          {t('find.asked')}
        </Button>
      ) : (
        supply !== undefined &&
        supply !== 'nobody' && (
          <Button
            appearance={mine ? 'secondary' : 'primary'}
            onClick={() => asking.open({ skill: name })}
          >
            {t(supply === 'named' ? 'ask.nameless' : 'ask.button')}
          </Button>
        )
      )}
      <WishFor name={name} first={supply === 'nobody' && data?.near === null} />
    </div>
  );
}

function useSettled(value: string): string {
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
