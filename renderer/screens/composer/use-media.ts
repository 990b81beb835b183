import { useCallback } from 'react';
import type { Id } from '#core/ids';
import { act } from '#renderer/api/act';
import { client } from '#renderer/api/client';
import { pictureError } from '#renderer/messages/pictures';
import type { Place } from './draft';
import { addMedia, replaceMedia } from './editing';
import { importFile } from './import-media';
import type { Session, Upload } from './session';

let lastKey = 0;
/** How to stop an upload that runs, by its key. */
const running = new Map<number, () => void>();

/** Brings pictures into the library and into a place of the draft. Each file says how far it is, and why it was refused. */
export function useMedia(session: Session, brandId: Id) {
  const importFiles = useCallback((files: readonly File[], place: Place): void => {
    const change = (key: number, patch: Partial<Upload> | null): void => {
      const { uploads } = session.store.getState();
      session.set({ uploads: patch === null ? uploads.filter((one) => one.key !== key) : uploads.map((one) => (one.key === key ? { ...one, ...patch } : one)) });
    };
    const one = async (file: File): Promise<void> => {
      lastKey += 1;
      const key = lastKey;
      session.set({ uploads: [...session.store.getState().uploads, { key, name: file.name, done: 0, error: null }] });
      const { done, cancel } = importFile(brandId, file, (share) => change(key, { done: share }));
      running.set(key, cancel);
      const answer = await done;
      running.delete(key);
      if (!answer.ok) {
        change(key, { error: answer.error, done: 1 });
        return;
      }
      change(key, null);
      session.learn([answer.value]);
      session.edit((draft) => addMedia(draft, place, [{ assetId: answer.value.id, alt: answer.value.alt }]));
    };
    // One after the other: they arrive in the order in which they were dropped.
    void files.reduce<Promise<void>>((before, file) => before.then(() => one(file)), Promise.resolve());
  }, [session, brandId]);

  const pick = useCallback((place: Place, instead?: Id): void => {
    const asked = async () => ({ ok: true as const, value: await client.media.pick({ brandId }) });
    void act(asked()).then((picked) => {
      if (picked === null) return;
      const { imported, refused } = picked;
      session.learn(imported);
      const uses = imported.map((asset) => ({ assetId: asset.id, alt: asset.alt }));
      const [first, ...rest] = uses;
      session.edit((draft) => (instead === undefined || first === undefined ? addMedia(draft, place, uses) : addMedia(replaceMedia(draft, place, instead, first), place, rest)));
      const { uploads } = session.store.getState();
      session.set({ uploads: [...uploads, ...refused.map(({ fileName, error }) => { lastKey += 1; return { key: lastKey, name: fileName, done: 1, error: pictureError(error, fileName) }; })] });
    });
  }, [session, brandId]);

  return { importFiles, pick };
}

export function dismissUpload(session: Session, key: number): void {
  running.get(key)?.();
  running.delete(key);
  session.set({ uploads: session.store.getState().uploads.filter((one) => one.key !== key) });
}
