import { IconAlertTriangle, IconCircleXFilled } from '@tabler/icons-react';
import { memo, useMemo } from 'react';
import type { MendId } from '#core/posts/preflight';
import { useFormat } from '#renderer/api/format';
import { Button } from '#renderer/components/button';
import { Icon } from '#renderer/components/icon';
import { NetworkIcon } from '#renderer/components/network-icon';
import { mendWords } from '#renderer/messages/problems';
import type { AccountCheck } from './check';
import { harmlessMend } from './mend';
import { type ProblemRow, problemRows, problemSummary } from './problem-rows';

interface ProblemListProps {
  readonly checks: readonly AccountCheck[];
  /** Nothing is written yet. */
  readonly blank: boolean;
  readonly onMend: (row: ProblemRow, mend: MendId) => void;
  readonly onMendAll: (rows: readonly ProblemRow[]) => void;
}

/** More than two buttons in a row would crowd out the sentence. */
const MENDS_SHOWN = 2;

/** Everything that would go wrong, in one plain sentence each, with what mends it. */
export const ProblemList = memo(function ProblemList({ checks, blank, onMend, onMendAll }: ProblemListProps) {
  const format = useFormat();
  const rows = useMemo(() => problemRows(checks), [checks]);
  if (checks.length > 0 && blank) {
    return <section className="problems" aria-label="Problems"><div className="sec"><h2>Problems</h2><span className="n">Write something or add a picture, and Linnet checks it for every account</span></div></section>;
  }
  const mendable = rows.filter((row) => row.problems.some((problem) => harmlessMend(problem) !== null));
  if (checks.length === 0) return null;
  return (
    <section className="problems" aria-label="Problems">
      <div className="sec">
        <h2>Problems</h2>
        <span className="n grow trunc" aria-live="polite">{rows.length === 0 ? 'None: it can go out as it is' : problemSummary(rows, format.list)}</span>
        {mendable.length > 0 && <Button size="sm" onClick={() => onMendAll(mendable)}>Mend all that Linnet can</Button>}
      </div>
      <ul>
        {rows.map((row) => (
          <li key={row.key} className="prob">
            {row.severity === 'stop'
              ? <span className="danger-mark" role="img" aria-label="Stops it"><IconCircleXFilled aria-hidden="true" /></span>
              : <span role="img" aria-label="To look at"><Icon of={IconAlertTriangle} size={14} className="t2" /></span>}
            {row.network === null ? <span /> : <NetworkIcon network={row.network} silent />}
            <span className="prob-words">{row.sentence}{row.handles.length > 0 && <span className="t3"> · {row.handles.join(', ')}</span>}</span>
            <span className="prob-acts">
              {row.mends.slice(0, MENDS_SHOWN).map((mend) => <Button key={mend} size="sm" onClick={() => onMend(row, mend)}>{mendWords[mend]}</Button>)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
});
