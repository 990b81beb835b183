import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactWords } from '#renderer/messages/exact-words';

describe('the exact words of a network', () => {
  it('come under what was asked and how it ended, unfolded where they are JSON', () => {
    expect(exactWords({ request: 'POST /api/posts', status: 422, body: '{"error":"media_invalid","message":"“no”"}', durationMs: 168 }))
      .toBe('POST /api/posts: 422 after 168 ms\n\n{\n  "error": "media_invalid",\n  "message": "“no”"\n}');
    expect(exactWords({ request: 'POST /api/posts', status: null, body: '', durationMs: 30_002 })).toBe('POST /api/posts: no answer after 30002 ms');
  });

  it('stay as they came where they are none', () => {
    expect(exactWords('{half of it')).toBe('{half of it');
    expect(exactWords({ request: 'GET /me', status: 502, body: '<h1>Bad gateway</h1>', durationMs: 9 })).toBe('GET /me: 502 after 9 ms\n\n<h1>Bad gateway</h1>');
  });

  it('lose nothing of an answer that has more to say', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      const json = JSON.parse(JSON.stringify(value)) as Parameters<typeof exactWords>[0];
      if (typeof json !== 'string') expect(JSON.parse(exactWords(json))).toEqual(json);
    }));
    const more = { request: 'GET /me', status: 200, body: '', durationMs: 9, trace: 'a1' };
    expect(JSON.parse(exactWords(more))).toEqual(more);
  });
});
