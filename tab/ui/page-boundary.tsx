import { Button } from '@fluentui/react-components';
import { Component, type ReactNode } from 'react';
import { Notice } from './notice';

interface BoundaryProps {
  readonly words: string;
  readonly again: string;
  readonly children: ReactNode;
}

/** A page that cannot be shown (its chunk did not arrive, or a fault of ours) leaves the rest standing. */
export class PageBoundary extends Component<BoundaryProps, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <div role="alert">
        <Notice
          tone="wrong"
          // A lazy chunk that failed once stays failed: only a new load helps.
          action={<Button onClick={() => location.reload()}>{this.props.again}</Button>}
        >
          {this.props.words}
        </Notice>
      </div>
    );
  }
}
