import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRoute } from '#renderer/routes';

const id = '01890000-0000-7000-8000-000000000001';

describe('parseRoute', () => {
  it.each([
    ['/today', { name: 'today' }],
    ['/calendar', { name: 'calendar', view: null, date: null }],
    ['/calendar?view=week&date=2026-10-13', { name: 'calendar', view: 'week', date: '2026-10-13' }],
    [`/compose/${id}`, { name: 'compose', postId: id }],
    ['/compose/new', { name: 'compose', postId: 'new' }],
    [`/publication/${id}`, { name: 'publication', id }],
    ['/accounts', { name: 'accounts', id: null }],
    [`/accounts/${id}`, { name: 'accounts', id }],
    ['/settings/data', { name: 'settings', section: 'data' }],
    ['/bin', { name: 'bin' }],
    ['/welcome', { name: 'welcome' }],
  ])('reads %s', (address, route) => {
    expect(parseRoute(address)).toEqual(route);
  });

  it.each(['', '/', 'today', '/nowhere', '/compose', '/compose/', '/compose/../today', `/compose/${id}/x`, '/publication/<script>', 'javascript:alert(1)', '//evil.example/today'])('leads nowhere from %s', (address) => {
    expect(parseRoute(address)).toBeNull();
  });

  it('falls back to the first section for one that does not exist', () => {
    expect(parseRoute('/settings/secrets')).toEqual({ name: 'settings', section: 'brands' });
  });

  it('never throws, and hands out only ids that look like ids', () => {
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => {
      const route = parseRoute(`/compose/${text}`);
      expect(route === null || (route.name === 'compose' && /^(?:[0-9a-f-]{36}|new)$/i.test(route.postId))).toBe(true);
    }));
  });
});
