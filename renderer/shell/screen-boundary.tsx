import { QueryErrorResetBoundary } from '@tanstack/react-query';
import { Component, type ReactNode } from 'react';
import { Button } from '#renderer/components/button';
import { Disclosure, RawText } from '#renderer/components/disclosure';

interface BoundaryProps {
  readonly children: ReactNode;
  readonly reset: () => void;
}

// React knows no other way to catch what a screen throws.
class Boundary extends Component<BoundaryProps, { readonly error: unknown }> {
  override state = { error: null };

  static getDerivedStateFromError(error: unknown): { readonly error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div className="empty" role="alert">
        <h1 className="title">This screen stopped working</h1>
        <p className="t2">It is a fault in Linnet, not in your posts: they are saved, and publishing goes on.</p>
        <Button kind="primary" onClick={() => { this.props.reset(); this.setState({ error: null }); }}>Show it again</Button>
        <Disclosure label="The exact words"><RawText>{String(error)}</RawText></Disclosure>
      </div>
    );
  }
}

/** A fault in one screen leaves the rest of the window alone. */
export const ScreenBoundary = ({ children }: { readonly children: ReactNode }) => (
  <QueryErrorResetBoundary>{({ reset }) => <Boundary reset={reset}>{children}</Boundary>}</QueryErrorResetBoundary>
);
