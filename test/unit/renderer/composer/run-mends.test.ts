import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand';
import type { Problem } from '#core/posts/preflight';
import { basePlace, type Draft, mediaAt, textAt } from '#renderer/screens/composer/draft';
import { replaceMedia, setText } from '#renderer/screens/composer/editing';
import { type Change, runMends } from '#renderer/screens/composer/run-mends';
import type { Session, SessionState } from '#renderer/screens/composer/session';
import { own } from './support';

const place = { kind: 'account', accountId: 'a' } as const;
const tooBig: Problem = { code: 'media-too-big', severity: 'stop', network: 'bluesky', accountId: 'a', params: { asset: 'big' }, mends: ['compress'] };
const begun: Draft = { text: 'Kiln', media: [{ assetId: 'big', alt: '' }], publications: [own('a', 'bluesky')] };

function session(): Pick<Session, 'store' | 'edit'> {
  const store = createStore(() => ({ draft: begun }) as SessionState);
  return { store, edit: (change) => store.setState({ draft: change(store.getState().draft) }) };
}
const fits: Change = (draft) => replaceMedia(draft, place, 'big', { assetId: 'small', alt: '' });

describe('runMends', () => {
  it('keeps what was typed while a picture was being made to fit, also when the mend is undone', async () => {
    const { store, edit } = session();
    let ready: (change: Change) => void = () => undefined;
    const mended = runMends({ store, edit }, [{ problem: tooBig, mend: 'compress' }], { change: () => null, fit: () => new Promise((resolve) => { ready = resolve; }) });
    edit((draft) => setText(draft, basePlace, 'Kiln day'));
    ready(fits);
    const { count, failed, undo } = await mended;
    expect([count, failed]).toEqual([1, null]);
    expect(mediaAt(store.getState().draft, place)).toEqual([{ assetId: 'small', alt: '' }]);
    undo();
    expect(mediaAt(store.getState().draft, place)).toEqual([{ assetId: 'big', alt: '' }]);
    expect(textAt(store.getState().draft, basePlace)).toBe('Kiln day');
  });

  it('says why a picture could not be made to fit, and still mends the rest', async () => {
    const { store, edit } = session();
    const shorten: Change = (draft) => setText(draft, place, 'K');
    const mended = await runMends({ store, edit }, [{ problem: tooBig, mend: 'compress' }, { problem: { ...tooBig, code: 'text-too-long' }, mend: 'shorten' }], { change: () => shorten, fit: () => Promise.resolve('The disk is full.') });
    expect([mended.count, mended.failed]).toEqual([1, 'The disk is full.']);
    mended.undo();
    expect(store.getState().draft).toEqual(begun);
  });

  it('makes one copy of a picture that has several problems, in the shape that one of them asks for', async () => {
    const { store, edit } = session();
    const asked: string[] = [];
    const mended = await runMends({ store, edit }, [{ problem: { ...tooBig, code: 'media-shape' }, mend: 'crop' }, { problem: tooBig, mend: 'compress' }], {
      change: () => null, fit: (_problem, mend) => { asked.push(mend); return Promise.resolve(fits); },
    });
    expect([asked, mended.count]).toEqual([['crop'], 1]);
  });
});
