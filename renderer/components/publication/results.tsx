import type { Publication } from '#core/contract/posts';
import { useFormat } from '#renderer/api/format';
import { useNow } from '#renderer/api/now';

interface Reading {
  readonly at: number;
  readonly likes: number | null;
  readonly reposts: number | null;
  readonly replies: number | null;
  readonly quotes: number | null;
  readonly views: number | null;
}

const kinds = [['likes', 'Likes'], ['reposts', 'Reposts'], ['replies', 'Replies'], ['quotes', 'Quotes'], ['views', 'Views']] as const;
const SHOWN = 5;

/** How it did: the newest numbers, and how they came to be. */
export function Results({ metrics, publication }: { readonly metrics: readonly Reading[]; readonly publication: Pick<Publication, 'publishedAt'> }) {
  const format = useFormat();
  const now = useNow();
  const readings = metrics.toSorted((a, b) => b.at - a.at);
  const [latest] = readings;
  if (latest === undefined) return null;
  const known = kinds.filter(([kind]) => latest[kind] !== null);
  return (
    <section className="pub-results">
      <div className="sec"><h3>Results</h3><span className="t2">read {now - latest.at < 60_000 ? 'just now' : format.fromNow(latest.at, now)}</span></div>
      <dl className="figures">{known.map(([kind, name]) => <div key={kind}><dt className="small t2">{name}</dt><dd className="head">{format.compact(latest[kind] ?? 0)}</dd></div>)}</dl>
      {readings.length > 1 && (
        <table className="table">
          <thead><tr><th scope="col">After</th>{known.map(([kind, name]) => <th key={kind} scope="col" className="num">{name}</th>)}</tr></thead>
          <tbody>
            {readings.slice(0, SHOWN).map((reading) => (
              <tr key={reading.at}><td className="t2">{after(reading.at - (publication.publishedAt ?? reading.at))}</td>{known.map(([kind]) => <td key={kind} className="num">{reading[kind] === null ? '' : format.number(reading[kind] ?? 0)}</td>)}</tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** `40 min`, `6 h`, `3 days`. */
function after(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  if (minutes < 60) return `${minutes}\u00a0min`;
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)}\u00a0h` : `${Math.round(minutes / 1440)}\u00a0days`;
}
