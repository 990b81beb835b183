import { useQuery } from '@tanstack/react-query';
import { type DragEvent, startTransition, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Account } from '#core/contract/accounts';
import type { Brand } from '#core/contract/brands';
import type { Post } from '#core/contract/posts';
import type { Id } from '#core/ids';
import { act } from '#renderer/api/act';
import { client, orpc } from '#renderer/api/client';
import { useNow } from '#renderer/api/now';
import { Button } from '#renderer/components/button';
import { Pane } from '#renderer/components/pane';
import { showToast } from '#renderer/stores/toast';
import { AccountTabs } from './account-tabs';
import { createChecker } from './check';
import { ComposerHeader } from './composer-header';
import { ComposerContext, type ComposerTools, focusSoon, placeKey } from './context';
import { basePlace, type Draft, isBlank, type Place, publicationOf } from './draft';
import { AccountExtras, type AltTarget, EditorPane } from './editor-pane';
import { filesOf } from './import-media';
import { planView, plannedWall } from './plan';
import { Previews } from './previews';
import { ProblemList } from './problem-list';
import { CostNote } from './cost-note';
import { ConflictNote, SaveTrouble } from './saved-note';
import { ScheduleBar } from './schedule-bar';
import { holdSession, openSession, saveAllSessions, type Session } from './session';
import { useComposerKeys } from './use-composer-keys';
import { useMedia } from './use-media';
import { useMends } from './use-mends';
import { useNarrow } from './use-narrow';
import { usePlan } from './use-plan';
import { useUnresolvedMentions } from './use-unresolved-mentions';
import { Versions } from './versions';
import { chosenTime, wallOf } from './when';

interface ComposerProps {
  readonly post: Post;
  readonly brand: Brand;
  readonly accountList: readonly Account[];
}

/** The whole screen. What is typed lives in the session; everything worked out from it comes a moment behind, so that typing never waits. */
export function Composer({ post, brand, accountList }: ComposerProps) {
  const [session] = useState(() => openSession(post));
  useEffect(() => session.adopt(post), [session, post]);
  useEffect(() => holdSession(post.id), [post.id]);
  useEffect(() => {
    const leaving = (): void => { void saveAllSessions(); };
    const hidden = (): void => { if (document.visibilityState === 'hidden') leaving(); };
    window.addEventListener('blur', leaving);
    window.addEventListener('beforeunload', leaving);
    window.addEventListener('pagehide', leaving);
    document.addEventListener('visibilitychange', hidden);
    return () => {
      window.removeEventListener('blur', leaving);
      window.removeEventListener('beforeunload', leaving);
      window.removeEventListener('pagehide', leaving);
      document.removeEventListener('visibilitychange', hidden);
    };
  }, []);

  // The toast keeps off the schedule bar.
  useEffect(() => {
    document.body.dataset['foot'] = 'schedule';
    return () => { delete document.body.dataset['foot']; };
  }, []);

  const accounts = useMemo(() => new Map(accountList.map((account) => [account.id, account])), [accountList]);
  useAvatars(session, accountList);
  const draft = useCalmDraft(session);
  const assets = useStore(session.store, (state) => state.assets);
  const now = useNow();
  const { publications } = post;

  const [wished, setWished] = useState<Id | null>(null);
  // A tab may go under the person's hands: with an undo, or with an account that was left out.
  const tab = wished !== null && draft.publications.some((one) => one.accountId === wished) ? wished : null;
  const stored = plannedWall(publications, post.plannedWall);
  const [chosen, setChosen] = useState({ stored, date: stored?.slice(0, 10) ?? null, clock: stored?.slice(11) ?? '09:00' });
  // Planned somewhere else in between, or undone: that is the time now.
  if (chosen.stored !== stored) setChosen({ stored, date: stored?.slice(0, 10) ?? null, clock: stored?.slice(11) ?? chosen.clock });
  const wall = wallOf(chosen.date, chosen.clock);
  const time = useMemo(() => chosenTime(wall, brand.timeZone, now), [wall, brand.timeZone, now]);
  const setWall = useCallback((to: string) => setChosen((before) => ({ ...before, date: to.slice(0, 10), clock: to.slice(11) })), [setChosen]);

  const unresolved = useUnresolvedMentions(draft);
  // Until it is known, nothing is said to be missing: planning and sending look for themselves.
  const mediaHost = useQuery(orpc.mediaHost.get.queryOptions()).data?.settings !== null;
  const [checker] = useState(createChecker);
  const checks = useMemo(() => checker(draft, { accounts, assets, time, unresolved, altRequired: brand.altRequired, mediaHost, now }), [checker, draft, accounts, assets, time, unresolved, brand.altRequired, mediaHost, now]);
  const locked = useMemo(() => new Set(publications.filter(({ state }) => state === 'published' || state === 'publishing' || state === 'unconfirmed').map(({ accountId }) => accountId)), [publications]);
  const live = useMemo(() => checks.filter(({ publication }) => !locked.has(publication.accountId)), [checks, locked]);
  const moved = wall !== null && wall !== stored;
  const view = useMemo(() => planView(publications.filter(({ accountId }) => draft.publications.some((one) => one.accountId === accountId)), live, moved), [publications, draft.publications, live, moved]);

  const [writing, setWriting] = useState<AltTarget | null>(null);
  const dateRef = useRef<HTMLButtonElement>(null);
  const focusTime = useCallback(() => dateRef.current?.focus(), []);
  const { importFiles, pick } = useMedia(session, brand.id);
  const tools = useMemo<ComposerTools>(() => {
    const writeAlt = (place: Place, assetId: Id): void => {
      // An account that uses the base's pictures has their words there.
      const own = place.kind === 'account' ? publicationOf(session.store.getState().draft, place.accountId)?.media : null;
      const at = place.kind === 'account' && own === null ? basePlace : place;
      setWished(at.kind === 'base' ? null : at.accountId);
      setWriting({ place: at, assetId });
      focusSoon(`[data-alt="${placeKey(at)}.${assetId}"]`);
    };
    return { session, brand, accounts, edit: session.edit, show: (to) => { setWished(to); setWriting(null); }, writeAlt, importFiles, pick };
  }, [session, brand, accounts, importFiles, pick]);

  // A new post is there to be written: the caret is in it at once.
  useEffect(() => { if (isBlank(session.store.getState().draft)) focusSoon('[data-editor="base"]'); }, [session]);

  const { mend, mendAll } = useMends(tools, live, focusTime);
  const acts = usePlan({ session, view, publications, wall, moved, zone: brand.timeZone, focusTime, setWall, now });
  const root = useRef<HTMLDivElement>(null);
  const narrow = useNarrow(root);
  const [wide, setAside] = useState<'previews' | 'versions' | null>('previews');
  const [over, setOver] = useState<'previews' | 'versions' | null>(null);
  const aside = narrow ? over : (wide ?? 'previews');
  const onAside = narrow ? setOver : setAside;
  useComposerKeys(root, { primary: acts.primary, save: () => { void session.flush(); } });

  const open = draft.publications.find((one) => one.accountId === tab);
  const blank = isBlank(draft);
  const inBin = post.deletedAt !== null;
  const allOut = publications.length > 0 && view.locked.length === publications.length;
  const place: Place = tab === null ? basePlace : { kind: 'account', accountId: tab };
  const [dropping, setDropping] = useState(false);
  // What is out says what it said, and what is in the bin is only read there.
  const closed = inBin ? 'Take it out of the bin first: nothing was added' : allOut ? 'What is out cannot be changed: nothing was added' : null;
  const drop = useDrop((files) => { if (closed === null) importFiles(files, locked.has(tab ?? '') ? basePlace : place); else showToast({ text: closed }); }, (over) => setDropping(over && closed === null));

  return (
    <ComposerContext value={tools}>
      <div ref={root} className="screen composer" {...drop}>
        <ComposerHeader post={post} draft={draft} now={now} aside={aside} narrow={narrow} onAside={onAside} />
        <div className="cols">
          <Pane label="Editor" className="composer-main">
            <AccountTabs checks={checks} current={tab} blank={blank} locked={locked} />
            <div id="composer-panel" role="tabpanel" aria-labelledby={tab === null ? 'tab-base' : `tab-${tab}`} className="composer-scroll scroll">
              {inBin && <BinNote postId={post.id} />}
              <SaveTrouble />
              <ConflictNote onVersions={() => onAside('versions')} />
              <EditorPane tab={tab} checks={checks} publications={publications} writing={writing} onWrite={setWriting} readOnly={inBin || (tab === null && allOut)} />
              {!allOut && <ProblemList checks={live} blank={blank} onMend={mend} onMendAll={mendAll} />}
              {open !== undefined && <AccountExtras key={open.accountId} accountId={open.accountId} network={open.network} locked={inBin || locked.has(open.accountId)} />}
            </div>
            {!allOut && <CostNote draft={draft} publications={live} />}
            <ScheduleBar view={view} zone={brand.timeZone} time={time} date={chosen.date} clock={chosen.clock} onDate={(date) => setChosen({ ...chosen, date })} onClock={(clock) => setChosen({ ...chosen, clock })} acts={acts} now={now} dateRef={dateRef} readOnly={inBin} />
          </Pane>
          {aside !== null && (
            <Pane label={aside === 'versions' ? 'Versions' : 'Previews'} sunken width={narrow ? 'min(37.5rem, 92%)' : 'min(48%, 37.5rem)'} className={narrow ? 'composer-aside over' : 'composer-aside'}>
              {aside === 'versions'
                ? <Versions postId={post.id} now={now} onClose={() => onAside(narrow ? null : 'previews')} />
                : <Previews chosen={tab} draft={draft} checks={checks} publications={publications} assets={assets} time={time} zone={brand.timeZone} />}
            </Pane>
          )}
        </div>
        {dropping && <div className="drop-veil" aria-hidden="true"><span>Drop to add{tab === null ? ' for every account' : ' for this account'}</span></div>}
      </div>
    </ComposerContext>
  );
}

/** A burst of keys is followed once, at its end. Long texts, far beyond every network, are given more time. */
const CALM_MS = 80;
const CALM_LONG_MS = 400;
const LONG_TEXT = 20_000;

/** The draft a moment behind the typing: whatever is worked out from it may be interrupted by the next key. */
function useCalmDraft({ store }: Session): Draft {
  const [draft, setDraft] = useState(() => store.getState().draft);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let since = 0;
    const catchUp = (): void => { timer = null; startTransition(() => setDraft(store.getState().draft)); };
    const follow = (): void => {
      const wait = store.getState().draft.text.length > LONG_TEXT ? CALM_LONG_MS : CALM_MS;
      const now = performance.now();
      if (timer === null) since = now;
      else clearTimeout(timer);
      timer = setTimeout(catchUp, Math.max(0, Math.min(wait, since + 3 * wait - now)));
    };
    catchUp();
    const stop = store.subscribe((now, before) => {
      if (now.draft === before.draft) return;
      // Another account, another picture: that is no typing and is shown at once.
      if (now.draft.publications.length !== before.draft.publications.length || now.draft.media !== before.draft.media) {
        if (timer !== null) clearTimeout(timer);
        catchUp();
      } else follow();
    });
    return () => { stop(); if (timer !== null) clearTimeout(timer); };
  }, [store]);
  return draft;
}

/** The pictures of the accounts, for the previews. */
function useAvatars(session: Session, accounts: readonly Account[]): void {
  const ids = useMemo(() => accounts.flatMap(({ avatarAssetId }) => avatarAssetId ?? []), [accounts]);
  const { data } = useQuery(orpc.media.get.queryOptions({ input: { ids }, enabled: ids.length > 0 }));
  useEffect(() => { if (data !== undefined) session.learn(data); }, [session, data]);
}

function useDrop(take: (files: readonly File[]) => void, setDropping: (dropping: boolean) => void) {
  const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');
  return {
    onDragOver: (event: DragEvent) => { if (hasFiles(event)) { event.preventDefault(); event.dataTransfer.dropEffect = 'copy'; setDropping(true); } },
    onDragLeave: (event: DragEvent) => { if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget)) setDropping(false); },
    onDrop: (event: DragEvent) => {
      setDropping(false);
      if (!hasFiles(event)) return;
      event.preventDefault();
      take(filesOf(event.dataTransfer));
    },
    onPaste: (event: { readonly clipboardData: DataTransfer; readonly defaultPrevented: boolean; readonly preventDefault: () => void }) => {
      const files = filesOf(event.clipboardData);
      if (event.defaultPrevented || files.length === 0) return;
      event.preventDefault();
      take(files);
    },
  };
}

function BinNote({ postId }: { readonly postId: string }) {
  return (
    <div className="verdict composer-note" data-tone="warning">
      <p className="what">This post is in the bin</p>
      <p>It can be read here. Take it out to change or plan it.</p>
      <div className="acts"><Button size="sm" onClick={() => { void act(client.posts.restore({ ids: [postId] }), { done: 'Out of the bin' }); }}>Take it out of the bin</Button></div>
    </div>
  );
}
