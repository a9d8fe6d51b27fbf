import { PickOne } from '../../ui/pills';
import { useWords } from '../../words';

const weeks = [0, 2, 4, 8] as const;
export type Every = (typeof weeks)[number];

/** How often there is a round; off is a choice like the others. */
export function PickEvery(props: { every: Every; onChange: (every: Every) => void }) {
  const { t } = useWords();
  return (
    <PickOne
      label={t('rounds.every')}
      value={String(props.every)}
      pills={weeks.map((count) => ({
        value: String(count),
        label: count === 0 ? t('rounds.none') : t('rounds.weeks', { count }),
      }))}
      onChange={(chosen) => {
        const every = weeks.find((count) => String(count) === chosen);
        if (every !== undefined) props.onChange(every);
      }}
    />
  );
}
