import { IconPlugConnectedX } from '@tabler/icons-react';
import type { Brand } from '#core/contract/brands';
import type { Need } from '#core/contract/publishing';
import { useFormat } from '#renderer/api/format';
import { useNow } from '#renderer/api/now';
import { Button } from '#renderer/components/button';
import { Icon } from '#renderer/components/icon';
import { NeedRow } from '#renderer/components/need-row';
import * as acts from '#renderer/components/publication/acts';
import { LookButton } from '#renderer/components/publication/verdict';
import { StateMark } from '#renderer/components/state-mark';
import { needWords } from '#renderer/messages/needs';
import { navigate } from '#renderer/routes';

interface NeedsProps {
  readonly needs: readonly Need[];
  readonly zone: string;
  readonly brands: readonly Brand[];
  /** Several brands are shown, so each row says whose it is. */
  readonly named: boolean;
}

/** What waits for a person, worst first, each with its acts in the row. */
export function Needs({ needs, zone, brands, named }: NeedsProps) {
  const format = useFormat();
  const now = useNow();
  return (
    <section aria-labelledby="needs-title">
      <div className="sec"><h2 id="needs-title">Needs you</h2><span className="n">{needs.length === 0 ? '' : needs.length}</span></div>
      {needs.length === 0 && <p className="t2 all-well"><StateMark state="published" silent />Nothing needs you. What fails, goes missing or gives no answer shows up here.</p>}
      {needs.length > 0 && (
        <ul className="needs">
          {needs.map((need) => {
            const whose = named ? brands.find(({ id }) => id === need.brandId) : undefined;
            const words = needWords(need, { format, zone: whose?.timeZone ?? zone, now });
            const brand = whose === undefined ? '' : `${whose.name} · `;
            return need.kind === 'publication'
              ? (
                <NeedRow
                  key={need.publication.id} mark={<StateMark state={need.publication.state} />} acts={<PublicationActs need={need} />} why={<span title={`${brand}${words.why}`}>{brand}{words.why}</span>}
                  sentence={<a href={`#/publication/${need.publication.id}`} title={words.sentence}>{words.sentence}</a>}
                />
              )
              : (
                <NeedRow
                  key={need.accountId} mark={<Icon of={IconPlugConnectedX} className="warning-text" />} why={<span title={`${brand}${words.why}`}>{brand}{words.why}</span>} sentence={<a href={`#/accounts/${need.accountId}`} title={words.sentence}>{words.sentence}</a>}
                  acts={<Button size="sm" onClick={() => navigate(`/accounts/${need.accountId}`)}>Reconnect<span className="vh"> {need.handle}</span></Button>}
                />
              );
          })}
        </ul>
      )}
    </section>
  );
}

function PublicationActs({ need }: { readonly need: Need & { readonly kind: 'publication' } }) {
  const { publication } = need;
  switch (publication.state) {
    case 'unconfirmed': return <><LookButton publication={publication} small /><Button size="sm" onClick={() => { void acts.decide(publication, 'it-is-there'); }}>It is there</Button></>;
    case 'missed': return <><Button size="sm" onClick={() => { void acts.decideMissed(publication, 'now'); }}>Send it now</Button><Button size="sm" onClick={() => { void acts.decideMissed(publication, 'slot'); }}>Next free time</Button><Button size="sm" kind="ghost" onClick={() => { void acts.decideMissed(publication, 'skip'); }}>Leave it out</Button></>;
    case 'failed': return <><Button size="sm" onClick={() => { void acts.retry(publication); }}>Try again</Button><Button size="sm" onClick={() => navigate(`/compose/${publication.postId}`)}>Open</Button></>;
    default: return <Button size="sm" onClick={() => navigate(`/publication/${publication.id}`)}>Open</Button>;
  }
}
