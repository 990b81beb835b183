import { afterEach, expect, it } from 'vitest';
import { createFakeClock } from '#test/support/fake-clock';
import { startPractice, type StartedPractice } from '#test/support/practice';

let network: StartedPractice | null = null;
afterEach(async () => {
  await network?.stop();
  network = null;
});

it('lists every post once, page by page, also when posts of the past came later', async () => {
  const clock = createFakeClock();
  network = await startPractice({ clock });
  const { url, secret } = network;
  const login = await network.admin.login('Ada Press');
  const hour = 3_600_000;
  // As a sample brand is seeded, or a clock is set back between two posts.
  for (const [i, ago] of [0, 5, 2, 9, 1, 7, 2].entries()) {
    const made = await fetch(`${url}/admin/posts`, {
      method: 'POST', headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({ handle: login.handle, text: `post ${i}`, at: clock.now() - ago * hour, key: `k${i}` }),
    });
    expect(made.status).toBe(201);
  }
  const seen: string[] = [];
  let before: string | null = null;
  do {
    const answer: Response = await fetch(`${url}/api/me/posts?limit=2&since=0${before === null ? '' : `&before=${before}`}`, { headers: { authorization: `Bearer ${login.access_token}` } });
    const page = (await answer.json()) as { readonly posts: readonly { readonly text: string }[]; readonly next: string | null };
    seen.push(...page.posts.map(({ text }) => text));
    before = page.next;
  } while (before !== null && seen.length < 20);
  expect(seen).toEqual(['post 0', 'post 4', 'post 6', 'post 2', 'post 1', 'post 5', 'post 3']);
});
