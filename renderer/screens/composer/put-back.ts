import type { Draft, DraftPublication } from './draft';

type Media = Draft['media'];
const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** Pictures that were exchanged are exchanged back, also among others that came since; anything else is as it was. */
function mediaBack(now: Media, before: Media, after: Media): Media {
  if (same(before, after)) return now;
  if (same(now, after) || before.length !== after.length) return before;
  const old = new Map(after.map((use, index) => [use.assetId, before[index]?.assetId ?? use.assetId]));
  return now.map((use) => ({ ...use, assetId: old.get(use.assetId) ?? use.assetId }));
}

/** Text and thread are one: half of a split post put back would say everything twice. */
function accountBack(now: DraftPublication, before: DraftPublication, after: DraftPublication): DraftPublication {
  const words = !same([before.text, before.thread], [after.text, after.thread]);
  return {
    ...now, ...(words ? { text: before.text, thread: before.thread } : {}),
    media: before.media === null || after.media === null || now.media === null ? (same(before.media, after.media) ? now.media : before.media) : mediaBack(now.media, before.media, after.media),
    options: same(before.options, after.options) ? now.options : before.options,
  };
}

/** Takes back what led from `before` to `after`, and leaves everything else as it is now: what that did not touch may have been edited since. */
export function putBack(now: Draft, before: Draft, after: Draft): Draft {
  const of = (draft: Draft) => new Map(draft.publications.map((one) => [one.accountId, one]));
  const [then, changed, here] = [of(before), of(after), of(now)];
  const kept = now.publications.flatMap((one) => {
    const [old, made] = [then.get(one.accountId), changed.get(one.accountId)];
    if (made === undefined) return [one];
    return old === undefined ? [] : [accountBack(one, old, made)];
  });
  const lost = before.publications.filter(({ accountId }) => !changed.has(accountId) && !here.has(accountId));
  return { text: same(before.text, after.text) ? now.text : before.text, media: mediaBack(now.media, before.media, after.media), publications: [...kept, ...lost] };
}
