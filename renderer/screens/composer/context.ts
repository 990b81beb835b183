import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Account } from '#core/contract/accounts';
import type { Brand } from '#core/contract/brands';
import type { Id } from '#core/ids';
import type { Draft, Place } from './draft';
import type { Session, SessionState } from './session';

/** What every part of the composer needs and what does not change with a key. */
export interface ComposerTools {
  readonly session: Session;
  readonly brand: Brand;
  readonly accounts: ReadonlyMap<Id, Account>;
  readonly edit: (change: (draft: Draft) => Draft) => void;
  /** Shows the tab of an account, or the base. */
  readonly show: (tab: Id | null) => void;
  /** Opens the words for a picture and puts the caret there. */
  readonly writeAlt: (place: Place, assetId: Id) => void;
  /** Files for this place, from a drop, a paste or the picker. */
  readonly importFiles: (files: readonly File[], place: Place) => void;
  /** The system's picker; with `instead` the first chosen picture takes that one's place. */
  readonly pick: (place: Place, instead?: Id) => void;
}

export const ComposerContext = createContext<ComposerTools | null>(null);

export function useComposer(): ComposerTools {
  const tools = useContext(ComposerContext);
  if (tools === null) throw new Error('A part of the composer was shown outside it');
  return tools;
}

/** A slice of the session; renders again only when that slice changes. */
export function useSession<T>(select: (state: SessionState) => T): T {
  return useStore(useComposer().session.store, select);
}

export const placeKey = (place: Place): string => (place.kind === 'base' ? 'base' : place.kind === 'account' ? place.accountId : `${place.accountId}.${place.part}`);

/** Puts the focus on something that may only be on the screen after the next frames. */
export function focusSoon(selector: string, tries = 8): void {
  requestAnimationFrame(() => {
    const found = document.querySelector<HTMLElement>(selector);
    if (found !== null) {
      found.focus();
      found.scrollIntoView({ block: 'nearest' });
    } else if (tries > 0) focusSoon(selector, tries - 1);
  });
}
