import { err, ok } from '#core/result';
import { blueskyFacets } from '#core/text';
import type { MentionPort } from '../ports/reading';
import { type IdentityResolver, readHandle } from './identity';

/** By `com.atproto.identity.resolveHandle`, as publishing does; it needs no login. */
export const createMentionPort = (identities: IdentityResolver): MentionPort => ({
  find: (text) => blueskyFacets(text).flatMap((facet) => (facet.kind === 'mention' ? [facet.handle] : [])),
  exists: async (handle, signal) => {
    const read = readHandle(handle);
    if (read === null) return ok(false);
    const did = await identities.didOf(read, signal);
    return did.ok ? ok(did.value !== null) : err({ type: 'unavailable', detail: 'detail' in did.error ? String(did.error.detail) : did.error.type });
  },
});
