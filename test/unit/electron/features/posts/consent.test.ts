import { expect, it } from 'vitest';
import { createPlanningWorld } from '#test/support/planning-world';

it('a copy takes over what was chosen, and nothing that a person agreed to or answered for one post', () => {
  const w = createPlanningWorld();
  const brand = w.addBrand();
  const account = w.addAccount(brand, 'tiktok');
  const post = w.addPost(brand, [account], 'Opening the kiln');
  const options = { privacyLevel: 'SELF_ONLY', allowComment: true, disclosure: true, yourBrand: true, aiGenerated: true, agreed: 'music:one', agreedAt: '2026-11-22T17:00:00.000Z' };
  w.value(w.posts.save({ id: post.id, version: 1, text: 'Opening the kiln', media: [], publications: [{ accountId: account, text: null, media: null, thread: [], options }] }));
  expect(w.value(w.posts.duplicate(post.id)).publications[0]?.options).toEqual({ aiGenerated: true });
  w.sqlite.close();
});
