/** Saves what is not on the disk yet. */
type Save = () => Promise<unknown>;

const saves = new Set<Save>();

/** Before Linnet ends, the main process has all of these run, and closes its file after them (`electron/shell/save-typed.ts`). */
const saveTyped = async (): Promise<void> => { await Promise.allSettled([...saves].map(async (save) => save())); };
Object.assign(globalThis, { linnetSaveTyped: saveTyped });

/** @returns takes it off again. */
export function beforeLeaving(save: Save): () => void {
  saves.add(save);
  return () => { saves.delete(save); };
}
