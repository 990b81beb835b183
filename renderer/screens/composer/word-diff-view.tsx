import { useMemo } from 'react';
import { wordDiff } from './word-diff';

interface WordDiffProps {
  readonly before: string;
  readonly after: string;
  /** Said when they do not differ. */
  readonly same: string;
}

/** Struck through: only in the first. Underlined: only in the second. */
export function WordDiff({ before, after, same }: WordDiffProps) {
  const pieces = useMemo(() => wordDiff(before, after), [before, after]);
  if (before === after) return <p className="small t2">{same}</p>;
  return (
    <p className="lead pre word-diff" dir="auto">
      {pieces.map((piece, index) => (piece.kind === 'same' ? <span key={index}>{piece.text}</span> : piece.kind === 'added' ? <ins key={index}>{piece.text}</ins> : <del key={index}>{piece.text}</del>))}
    </p>
  );
}
