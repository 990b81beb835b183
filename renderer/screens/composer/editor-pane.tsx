import { memo, useCallback, useState } from 'react';
import type { Publication } from '#core/contract/posts';
import type { Id } from '#core/ids';
import { limitsFor, limitsWith, networkFacts, type NetworkId, type NetworkLimits } from '#core/networks';
import { countText } from '#core/text';
import { useFormat } from '#renderer/api/format';
import { Button } from '#renderer/components/button';
import { NetworkIcon } from '#renderer/components/network-icon';
import { StateLabel } from '#renderer/components/state-mark';
import { networkName } from '#renderer/messages/networks';
import { navigate } from '#renderer/routes';
import { showToast } from '#renderer/stores/toast';
import { type AccountCheck, baseOverFrom, extrasOf } from './check';
import { focusSoon, useComposer, useSession } from './context';
import { basePlace, type Place, publicationOf, textOf } from './draft';
import { followBaseMedia, followBaseText, removeAccount, takeOwnMedia, takeOwnText } from './editing';
import { EditorTools } from './editor-tools';
import { MediaStrip } from './media-strip';
import { ConsentForm } from './consent-form';
import { OptionForm } from './option-form';
import { TextEditor } from './text-editor';
import { ThreadParts } from './thread-parts';
import { Uploads } from './uploads';
import { withUndo } from './with-undo';
import { WordDiff } from './word-diff-view';

export interface AltTarget {
  readonly place: Place;
  readonly assetId: Id;
}

interface EditorPaneProps {
  readonly tab: Id | null;
  readonly checks: readonly AccountCheck[];
  readonly publications: readonly Publication[];
  readonly writing: AltTarget | null;
  readonly onWrite: (target: AltTarget | null) => void;
  readonly readOnly: boolean;
}

/** The text and pictures of the open tab. */
export const EditorPane = memo(function EditorPane({ tab, checks, publications, writing, onWrite, readOnly }: EditorPaneProps) {
  return tab === null
    ? <BaseTab checks={checks} writing={writing} onWrite={onWrite} readOnly={readOnly} />
    : <AccountTab key={tab} accountId={tab} checks={checks} stored={publications.find((one) => one.accountId === tab)} writing={writing} onWrite={onWrite} readOnly={readOnly} />;
});

const writingAt = (writing: AltTarget | null, place: Place): Id | null => (writing !== null && JSON.stringify(writing.place) === JSON.stringify(place) ? writing.assetId : null);

const tightest = (checks: readonly AccountCheck[]): NetworkLimits['altText'] =>
  checks.map(({ limits }) => limits.altText).reduce((least, one) => (least === null || (one !== null && one.max < least.max) ? one : least), null);

function BaseTab({ checks, writing, onWrite, readOnly }: Omit<EditorPaneProps, 'tab' | 'publications'>) {
  const over = useCallback((text: string) => baseOverFrom(checks, text), [checks]);
  const pictures = useSession((state) => state.draft.media.length);
  return (
    <>
      <TextEditor place={basePlace} label="Base text" network={null} overFrom={over} readOnly={readOnly} placeholder="Write once here. Every account says this until you give it its own words on its tab." />
      <EditorTools tab={basePlace} readOnly={readOnly} checks={checks} />
      <section className="media-section" aria-label="Media">
        <div className="sec"><h2>Media</h2><span className="n">{pictures === 0 ? 'for every account' : `${pictures} for every account without its own`}</span></div>
        <MediaStrip place={basePlace} altLimit={tightest(checks)} writing={writingAt(writing, basePlace)} onWrite={(assetId) => onWrite(assetId === null ? null : { place: basePlace, assetId })} readOnly={readOnly} />
        <Uploads />
      </section>
    </>
  );
}

interface AccountTabProps extends Omit<EditorPaneProps, 'tab' | 'publications'> {
  readonly accountId: Id;
  readonly stored: Publication | undefined;
}

function AccountTab({ accountId, checks, stored, writing, onWrite, readOnly }: AccountTabProps) {
  const { accounts } = useComposer();
  const publication = useSession((state) => publicationOf(state.draft, accountId));
  const [differs, setDiffers] = useState(false);
  const account = accounts.get(accountId) ?? null;
  const network = publication?.network ?? 'practice';
  const options = publication?.options;
  const limits = limitsWith(network, limitsFor(network, account?.limits ?? null), options ?? {});
  const over = useCallback((text: string) => countText(network, text, limits, extrasOf({ options: options ?? {} })).overFrom, [network, limits, options]);
  if (publication === undefined) return null;
  const place: Place = { kind: 'account', accountId };
  const locked = readOnly || (stored !== undefined && (stored.state === 'published' || stored.state === 'publishing' || stored.state === 'unconfirmed'));
  return (
    <>
      <WhoseText accountId={accountId} locked={locked} stored={stored} differs={differs} onDiffers={() => setDiffers(!differs)} />
      {differs && publication.text !== null && <Differs accountId={accountId} />}
      <TextEditor place={place} label={`Text for ${networkName(network)}, ${account?.handle ?? ''}`} network={network} overFrom={over} readOnly={locked} placeholder="Nothing here yet. What you write on this tab is for this account alone." />
      {networkFacts[network].supportsThreads && <ThreadParts accountId={accountId} network={network} overFrom={over} altLimit={limits.altText} writing={writing} onWrite={onWrite} readOnly={locked} />}
      <EditorTools tab={place} readOnly={locked} checks={checks} />
      <AccountMedia accountId={accountId} limits={limits} writing={writing} onWrite={onWrite} locked={locked} />
    </>
  );
}

/** Under the problems: what the network lets a person choose, and the way out of the post. */
export const AccountExtras = memo(function AccountExtras({ accountId, network, locked }: { readonly accountId: Id; readonly network: NetworkId; readonly locked: boolean }) {
  const { accounts, edit } = useComposer();
  const name = accounts.get(accountId)?.handle ?? networkName(network);
  return (
    <>
      <OptionForm accountId={accountId} network={network} readOnly={locked} />
      {networkFacts[network].consent !== undefined && <ConsentForm accountId={accountId} network={network} consent={networkFacts[network].consent} readOnly={locked} />}
      {!locked && <div className="leave-out"><Button size="sm" kind="ghost" onClick={() => removeWithUndo(edit, accountId, name)}>Leave <span className="trunc" title={name}>{name}</span> out of this post</Button></div>}
    </>
  );
});

function removeWithUndo(edit: ReturnType<typeof useComposer>['edit'], accountId: Id, name: string): void {
  edit((draft) => {
    const gone = publicationOf(draft, accountId);
    if (gone !== undefined) showToast({ text: `${name} is left out`, undo: () => edit((now) => (publicationOf(now, accountId) === undefined ? { ...now, publications: [...now.publications, gone] } : now)) });
    return removeAccount(draft, accountId);
  });
}

function WhoseText({ accountId, locked, stored, differs, onDiffers }: { readonly accountId: Id; readonly locked: boolean; readonly stored: Publication | undefined; readonly differs: boolean; readonly onDiffers: () => void }) {
  const { accounts, edit, brand } = useComposer();
  const format = useFormat();
  const publication = useSession((state) => publicationOf(state.draft, accountId));
  const since = useSession((state) => state.ownSince.get(accountId));
  if (publication === undefined) return null;
  const own = publication.text !== null;
  const useBase = (): void => edit((draft) => {
    const text = publicationOf(draft, accountId)?.text ?? null;
    if (text !== null) showToast({ text: 'It says the base text again', undo: () => edit((now) => ({ ...now, publications: now.publications.map((one) => (one.accountId === accountId ? { ...one, text } : one)) })) });
    return followBaseText(draft, accountId);
  });
  return (
    <div className="whose small">
      <NetworkIcon network={publication.network} />
      <span className="strong trunc" title={accounts.get(accountId)?.handle}>{accounts.get(accountId)?.handle ?? 'Removed account'}</span>
      {locked && stored !== undefined
        ? <><StateLabel state={stored.state} /><span className="grow" /><button type="button" className="btn link" onClick={() => navigate(`/publication/${stored.id}`)}>What happened to it</button></>
        : (
          <>
            <span className="t2 grow nowrap">{own ? `has its own text${since === undefined ? '' : ` since ${format.time(since, brand.timeZone)}`}` : 'says the base text'}</span>
            {own
              ? <><button type="button" className="btn link" aria-expanded={differs} onClick={onDiffers}>{differs ? 'Hide what differs' : 'Show what differs'}</button><span className="t3" aria-hidden="true">·</span><button type="button" className="btn link" onClick={useBase}>Use the base text</button></>
              : <button type="button" className="btn link" onClick={() => { edit((draft) => takeOwnText(draft, accountId)); focusSoon(`[data-editor="${accountId}"]`); }}>Write its own text</button>}
          </>
        )}
    </div>
  );
}

function Differs({ accountId }: { readonly accountId: Id }) {
  const before = useSession((state) => state.draft.text);
  const after = useSession((state) => { const one = publicationOf(state.draft, accountId); return one === undefined ? '' : textOf(state.draft, one); });
  return <div className="differs"><p className="micro t3">Struck through: only in the base. Underlined: only here.</p><WordDiff before={before} after={after} same="It says the same as the base" /></div>;
}

function AccountMedia({ accountId, limits, writing, onWrite, locked }: Pick<AccountTabProps, 'accountId' | 'writing' | 'onWrite'> & { readonly limits: NetworkLimits; readonly locked: boolean }) {
  const { edit, session } = useComposer();
  const publication = useSession((state) => publicationOf(state.draft, accountId));
  const base = useSession((state) => state.draft.media);
  if (publication === undefined) return null;
  const place: Place = { kind: 'account', accountId };
  const used = (publication.media ?? base).length;
  const max = limits.media?.maxImages ?? 0;
  return (
    <section className="media-section" aria-label="Media">
      <div className="sec">
        <h2>Media</h2>
        <span className={`grow trunc ${used > max ? 'danger-text' : 'n'}`}>{limits.media === null ? `${networkName(publication.network)} takes none from Linnet yet` : `${used} of ${max} ${networkName(publication.network)} allows`}</span>
        {!locked && (publication.media === null
          ? base.length > 0 && <Button size="sm" kind="ghost" onClick={() => edit((draft) => takeOwnMedia(draft, accountId))}>Choose its own pictures</Button>
          : <Button size="sm" kind="ghost" onClick={() => withUndo(session, 'It shows the base pictures again', (draft) => followBaseMedia(draft, accountId))}>Use the base pictures</Button>)}
      </div>
      <MediaStrip place={place} altLimit={limits.altText} writing={writingAt(writing, place)} onWrite={(assetId) => onWrite(assetId === null ? null : { place, assetId })} readOnly={locked} />
      <Uploads />
    </section>
  );
}
