import type { ReactNode } from 'react';

interface NeedRowProps {
  /** A state mark or an icon, 14 to 16. */
  readonly mark: ReactNode;
  /** A whole sentence, never a code. */
  readonly sentence: ReactNode;
  /** One line: why, and what comes next. */
  readonly why: ReactNode;
  /** Small outline buttons. */
  readonly acts: ReactNode;
}

/** Something that needs a person: rows belong in one `<ul className="needs">`. */
export const NeedRow = ({ mark, sentence, why, acts }: NeedRowProps) => (
  <li className="need">
    {mark}
    <div className="grow"><p className="m trunc">{sentence}</p><p className="small t2 trunc">{why}</p></div>
    <div className="acts">{acts}</div>
  </li>
);
