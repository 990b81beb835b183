import { expect, it } from 'vitest';
import { DAY, HOUR } from '#core/clock';
import type { Json } from '#core/json';
import { ok } from '#core/result';
import { prepareArticle } from '#electron/connectors/linkedin/article';
import type { LinkedinDeps } from '#electron/connectors/linkedin/client';
import type { PublishContext } from '#electron/connectors/ports/publish';
import { createFakeClock } from '#test/support/fake-clock';

it('the picture of a link card is brought anew when its upload is too old, and a card without one is made once', async () => {
  for (const [picture, after] of [[true, [1, 1, 2]], [false, [0, 0, 0]]] as const) {
    const clock = createFakeClock();
    let pages = 0;
    let uploads = 0;
    const fetch = () => Promise.resolve(new Response(new Uint8Array([1]), { headers: { 'content-type': 'image/png' } }));
    const request = () => {
      pages += 1;
      return Promise.resolve(ok({ status: 200, headers: new Headers(), bytes: new Uint8Array(), text: `<title>A page</title>${picture ? '<meta property="og:image" content="https://page.example/one.png">' : ''}` }));
    };
    const deps = { clock, http: { publicOnly: { request, fetch } } } as unknown as LinkedinDeps;
    const saved: Record<string, Json> = {};
    const save = (step: string, value: Json): void => { saved[step] = value; };
    const context = { outgoing: { parts: [{ text: 'Read https://page.example/ today', media: [] }], options: {}, dueAt: clock.now() }, saved, save, signal: new AbortController().signal } as unknown as PublishContext;
    const upload = (_context: PublishContext, { step }: { readonly step: string }) => {
      uploads += 1;
      const done = { urn: `urn:li:image:${uploads}`, ready: true, at: clock.now() };
      save(step, done);
      return Promise.resolve(ok(done));
    };
    const seen: number[] = [];
    for (const wait of [0, HOUR, DAY]) {
      clock.jump(wait);
      await prepareArticle(deps, upload, context);
      seen.push(uploads);
    }
    expect([picture, seen, pages]).toEqual([picture, after, picture ? 2 : 1]);
    expect(saved['article']).toMatchObject({ title: 'A page', thumbnail: picture ? 'urn:li:image:2' : null });
  }
});
