import { Button } from '@fluentui/react-components';
import { Component, type ReactNode } from 'react';
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
