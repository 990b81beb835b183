import { expect, it } from 'vitest';
import type { Post } from '#core/contract/posts';
import { createPlanningWorld } from '#test/support/planning-world';

const ballot = { pollChoice1: 'Ash', pollChoice2: 'Celadon', pollLength: '3 days', pollMultiple: true };

it('a poll is kept, brought back with its version, taken along by a copy, and back from the bin', () => {
  const w = createPlanningWorld();
  const brand = w.addBrand();
  const account = w.addAccount(brand);
  const post = w.addPost(brand, [account], 'Which glaze?');
  const save = (version: number, options: Post['publications'][number]['options']) =>
    w.value(w.posts.save({ id: post.id, version, text: 'Which glaze?', media: [], publications: [{ accountId: account, text: null, media: null, thread: [], options }] }));
  const optionsNow = () => w.value(w.posts.get(post.id)).publications[0]?.options;

  const asked = save(1, ballot);
  expect(optionsNow()).toEqual(ballot);
  // Another choice alone is a version of its own.
  const changed = save(asked.version, { ...ballot, pollChoice2: 'Shino' });
  expect(changed.version).toBe(asked.version + 1);
  save(changed.version, {});
  expect(optionsNow()).toEqual({});
  const versions = w.posts.revisions(post.id);
  expect(versions).toHaveLength(4);
  expect(w.value(w.posts.restoreRevision(versions[2]?.id ?? '')).publications[0]?.options).toEqual(ballot);
  expect(w.value(w.posts.duplicate(post.id)).publications[0]?.options).toEqual(ballot);
  w.value(w.posts.remove([post.id]));
  w.value(w.posts.restore([post.id]));
  expect(optionsNow()).toEqual(ballot);
  w.sqlite.close();
});
