import { Button } from '@fluentui/react-components';
import type { Trouble } from '../api';
import { type Say, useWords } from '../words';
import { Notice } from './notice';

/** What went wrong and what to do next, in a sentence. */
export function troubleText(t: Say, trouble: Trouble): string {
  if (trouble.message !== null) return trouble.message;
  switch (trouble.kind) {
    case 'offline':
      return t('trouble.offline');
    case 'busy':
      return t('trouble.busy');
    case 'late':
      return t('trouble.late');
    case 'sign-in':
      return t('trouble.signIn');
    default:
      return t('trouble.broken');
  }
}

interface TroubleProps {
  readonly trouble: Trouble;
  readonly retry?: () => void;
}

/** Says so at once to those who cannot see it. */
export function TroubleNotice({ trouble, retry }: TroubleProps) {
  const { t } = useWords();
  return (
    <div role="alert">
      <Notice
        tone="wrong"
        action={retry !== undefined && <Button onClick={retry}>{t('tryAgain')}</Button>}
      >
        {troubleText(t, trouble)}
      </Notice>
    </div>
  );
}
