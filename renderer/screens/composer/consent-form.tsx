import { Checkbox, Select, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { memo, useId } from 'react';
import type { PostTermsView } from '#core/contract/accounts';
import { SECOND } from '#core/clock';
import type { ConsentFacts, NetworkId } from '#core/networks';
import { orpc } from '#renderer/api/client';
import { openAddress } from '#renderer/api/open-address';
import { BrandMark } from '#renderer/components/brand-mark';
import { thumbUrl } from '#renderer/components/thumb';
import { consentWords as words } from '#renderer/messages/consent';
import { errorLine } from '#renderer/messages/errors';
import { networkName } from '#renderer/messages/networks';
import { choiceWords, optionWords } from '#renderer/messages/options';
import { useComposer, useSession } from './context';
import { mediaAt, publicationOf } from './draft';
import { setOption } from './editing';

interface Props {
  readonly accountId: string;
  readonly network: NetworkId;
  readonly consent: ConsentFacts;
  readonly readOnly: boolean;
}

const INTERACTIONS = ['allowComment', 'allowDuet', 'allowStitch'] as const;

/** What the network wants a person to see, choose and agree to before each post. It is asked anew each time this is shown. */
export const ConsentForm = memo(function ConsentForm({ accountId, network, consent, readOnly }: Props) {
  const options = useSession((state) => publicationOf(state.draft, accountId)?.options) ?? {};
  const assetIds = useSession((state) => mediaAt(state.draft, { kind: 'account', accountId }).map(({ assetId }) => assetId).join(','));
  const wanted = consent.wanted(options, assetIds === '' ? [] : assetIds.split(','));
  const { data, isFetching, refetch } = useQuery({ ...orpc.accounts.terms.queryOptions({ input: { accountId } }), staleTime: 0, refetchOnMount: 'always', enabled: wanted !== null && !readOnly });
  if (wanted === null) return null;
  const called = networkName(network);
  const terms = data?.ok === true ? data.value : null;
  return (
    <section className="options" aria-label={words.title(called)}>
      <div className="sec"><h2>{words.title(called)}</h2></div>
      <div className="consent">
        <Who accountId={accountId} terms={terms} />
        {data?.ok === false && !isFetching && <p className="small" role="alert">{errorLine({ ...data.error, params: { network: called, ...data.error.params } })} <button type="button" className="btn link" onClick={() => { void refetch(); }}>{words.again}</button></p>}
        {terms === null && isFetching && <p className="small t2" role="status">{words.asking(called)}</p>}
        {terms?.open === false && <p className="small" role="alert">{words.full}</p>}
        <TooLong assetIds={assetIds} most={terms?.maxVideoMs ?? null} />
        <Answers accountId={accountId} options={options} terms={terms} readOnly={readOnly} />
        <Agreement accountId={accountId} options={options} wanted={wanted} consent={consent} ready={terms?.open === true && assetIds !== ''} readOnly={readOnly} />
      </div>
    </section>
  );
});

function Who({ accountId, terms }: { readonly accountId: string; readonly terms: PostTermsView | null }) {
  const { accounts, brand } = useComposer();
  const account = accounts.get(accountId);
  const avatar = useSession((state) => state.assets.get(account?.avatarAssetId ?? ''));
  const handle = terms?.handle || account?.handle;
  return (
    <p className="consent-who">
      {avatar?.status === 'ok' ? <img className="pv-avatar" src={thumbUrl(avatar.hash, 96)} alt="" draggable={false} /> : <span className="pv-avatar"><BrandMark brand={brand} /></span>}
      <span><span className="t2">{words.as}</span> <b><bdi>{terms?.name || account?.displayName || handle}</bdi></b> <span className="t2" dir="ltr">@{handle}</span></span>
    </p>
  );
}

function TooLong({ assetIds, most }: { readonly assetIds: string; readonly most: number | null }) {
  const ms = useSession((state) => state.assets.get(assetIds)?.video?.durationMs ?? null);
  if (ms === null || most === null || ms <= most) return null;
  return <p className="small" role="alert">{words.tooLong(Math.ceil(ms / SECOND), Math.floor(most / SECOND))}</p>;
}

type Options = Readonly<Record<string, unknown>>;
interface AnswerProps { readonly accountId: string; readonly options: Options; readonly terms: PostTermsView | null; readonly readOnly: boolean }

function Answers({ accountId, options, terms, readOnly }: AnswerProps) {
  const { edit } = useComposer();
  const id = useId();
  const set = (name: string, value: string | boolean | undefined): void => edit((draft) => setOption(draft, accountId, name, value));
  const isOn = (name: string): boolean => options[name] === true;
  const promotes = isOn('disclosure');
  const branded = promotes && isOn('brandedContent');
  const privacy = typeof options['privacyLevel'] === 'string' && options['privacyLevel'] !== '' ? options['privacyLevel'] : null;
  const levels = terms?.choices['privacyLevel'] ?? (privacy === null ? [] : [privacy]);
  return (
    <>
      <Select
        className="consent-who-sees" size="sm" label={optionWords('privacyLevel').label} placeholder={words.choose} disabled={readOnly || terms === null} data-option={`${accountId}.privacyLevel`} allowDeselect={false}
        description={branded ? words.brandedPublic : words.unaudited} inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={levels.map((level) => ({ value: level, label: branded && level === 'SELF_ONLY' ? words.privateBranded : choiceWords('privacyLevel', level), disabled: branded && level === 'SELF_ONLY' }))}
        value={privacy !== null && levels.includes(privacy) ? privacy : null} onChange={(value) => set('privacyLevel', value ?? undefined)}
      />
      <fieldset>
        <legend className="label">{words.interactions}</legend>
        <div className="consent-row">
          {INTERACTIONS.map((name) => {
            const off = terms?.off.includes(name) === true;
            return <Checkbox key={name} size="sm" label={optionWords(name).label} {...(off ? { description: words.off } : {})} checked={!off && isOn(name)} disabled={readOnly || off || terms === null} onChange={(event) => set(name, event.currentTarget.checked || undefined)} />;
          })}
        </div>
      </fieldset>
      <fieldset>
        <div className="switch-row"><Switch id={id} checked={promotes} disabled={readOnly} onChange={(event) => set('disclosure', event.currentTarget.checked || undefined)} /><label htmlFor={id}>{words.disclosure}</label></div>
        {promotes && (
          <>
            <Checkbox size="sm" label={words.yourBrand.label} description={words.yourBrand.help} checked={isOn('yourBrand')} disabled={readOnly} onChange={(event) => set('yourBrand', event.currentTarget.checked || undefined)} />
            <Checkbox size="sm" label={words.branded.label} description={words.branded.help} checked={isOn('brandedContent')} disabled={readOnly || (privacy === 'SELF_ONLY' && !branded)} onChange={(event) => set('brandedContent', event.currentTarget.checked || undefined)} />
            <p className="small t2" role="status">{isOn('yourBrand') || branded ? words.label(branded) : words.undecided}{privacy === 'SELF_ONLY' ? ` ${words.brandedPublic}` : ''}</p>
          </>
        )}
      </fieldset>
    </>
  );
}

interface AgreementProps { readonly accountId: string; readonly options: Options; readonly wanted: string; readonly consent: ConsentFacts; readonly ready: boolean; readonly readOnly: boolean }

function Agreement({ accountId, options, wanted, consent, ready, readOnly }: AgreementProps) {
  const { edit } = useComposer();
  const branded = options['disclosure'] === true && options['brandedContent'] === true;
  const agreed = options[consent.agreed] === wanted;
  const open = wanted !== 'unsaid' && ready;
  const agree = (yes: boolean): void => edit((draft) => setOption(setOption(draft, accountId, consent.agreed, yes ? wanted : undefined), accountId, consent.at, yes ? new Date().toISOString() : undefined));
  return (
    <div className="consent-agree">
      <p className="small">
        {words.agreeTo.before} {branded && <><Terms of={words.policy} /> {words.agreeTo.and} </>}<Terms of={words.music} />{words.agreeTo.end} <span className="t2">{words.later}</span>
      </p>
      <Checkbox size="sm" data-consent={accountId} label={words.agree} checked={agreed} disabled={readOnly || (!agreed && !open)} onChange={(event) => agree(event.currentTarget.checked)} />
    </div>
  );
}

const Terms = ({ of: { name, url } }: { readonly of: { readonly name: string; readonly url: string } }) => <button type="button" className="btn link" onClick={() => { void openAddress(url); }}>{name}</button>;
