import { Button } from '@fluentui/react-components';
import { Notice } from '../../ui/notice';
import { useWords } from '../../words';

interface NearSkillProps {
  /** What was added, as it was typed. */
  readonly name: string;
  /** What may have been meant. */
  readonly near: string;
  readonly onSame: () => void;
  readonly onOther: () => void;
}

/** Asked on the skill's own row until it is answered; until then it counts as the listed one. */
export function NearSkill({ name, near, onSame, onOther }: NearSkillProps) {
  const { t } = useWords();
  return (
    <div role="status">
      <Notice
        tone="ask"
        action={
          <>
            <Button onClick={onSame}>{t('skills.nearSame', { near })}</Button>
            <Button appearance="subtle" onClick={onOther}>
              {t('skills.nearOther')}
            </Button>
          </>
        }
      >
        {t('skills.near', { name, near })}
      </Notice>
    </div>
  );
}
