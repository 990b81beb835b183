/**
 * Every network Linnet knows, with its name: a proper name, the same in every language. In a file without anything
 * else, because the window's first look and the main process's first moments need the names and none of the rules.
 */
export const networkNames = {
  bluesky: 'Bluesky', mastodon: 'Mastodon', practice: 'Practice network', x: 'X', facebook: 'Facebook', instagram: 'Instagram', threads: 'Threads', linkedin: 'LinkedIn', pinterest: 'Pinterest',
  tiktok: 'TikTok', youtube: 'YouTube',
} as const;

export type NetworkId = keyof typeof networkNames;
export const networkIds = Object.keys(networkNames) as readonly NetworkId[] as readonly [NetworkId, ...NetworkId[]];
