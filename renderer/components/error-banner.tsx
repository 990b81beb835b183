import type { ReactNode } from 'react';
import { errorWords, type ShownError } from '#renderer/messages/errors';
import { Disclosure, RawText } from './disclosure';

interface ErrorBannerProps {
  readonly error: ShownError;
  readonly acts?: ReactNode;
  readonly tone?: 'danger' | 'warning';
}

/** What happened, what it means, what to do; the network's or the system's own words behind a disclosure. */
export function ErrorBanner({ error, acts, tone = 'danger' }: ErrorBannerProps) {
  const words = errorWords(error);
  return (
    <div className="verdict" data-tone={tone} role="alert">
      <p className="what">{words.title}</p>
      <p>{[words.meaning, words.todo].filter((part) => part !== '').join(' ')}</p>
      {error.detail !== undefined && <Disclosure label="The exact words"><RawText>{error.detail}</RawText></Disclosure>}
      {acts !== undefined && <div className="acts">{acts}</div>}
    </div>
  );
}
