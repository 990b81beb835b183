/** What may be a mention, with what stands before it; each network tells for itself which of them are. */
export const mentionLike = (text: string): string => [...new Set([...text.matchAll(/(?:^|[\s(])(\(?@\S+)/gu)].map(([, found = '']) => found))].join(' ').slice(0, 5_000);
