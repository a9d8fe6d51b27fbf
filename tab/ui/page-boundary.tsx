import { Button } from '@fluentui/react-components';
import { Component, type ReactNode, useEffect, useState } from 'react';
import { useWords } from '../words';
import { Notice } from './notice';

interface BoundaryProps {
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}

/** A fault of ours on one page leaves the rest standing. */
export class PageBoundary extends Component<BoundaryProps, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? this.props.fallback : this.props.children;
  }
}

/** In place of a page that cannot be shown, or whose chunk did not arrive. */
export function BrokenPage() {
  const { t } = useWords();
  const [online] = useState(navigator.onLine);

  useEffect(() => {
    if (online) return;
    // What was typed on other pages is kept: nothing is lost by it.
    const back = () => location.reload();
    addEventListener('online', back);
    return () => removeEventListener('online', back);
  }, [online]);

  if (!online) {
    return (
      <div role="status">
        <Notice tone="warm">{t('trouble.pageLater')}</Notice>
      </div>
    );
  }
  return (
    <div role="alert">
      <Notice
        tone="wrong"
        action={<Button onClick={() => location.reload()}>{t('tryAgain')}</Button>}
      >
        {t('trouble.page')}
      </Notice>
    </div>
  );
}
