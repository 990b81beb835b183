import { z } from 'zod';
import { type NetworkFacts, noEdit, type TextLimit } from './facts';
import { type NetworkId, networkNames } from './names';

/** A network that Linnet can only count text for today. Media and options come with its connector. */
const countedOnly = <I extends NetworkId>(
  id: I,
  text: TextLimit,
): NetworkFacts & { readonly id: I } => ({
  id,
  name: networkNames[id],
  available: false,
  limits: { text: [text], altText: null, media: null },
  supportsThreads: false,
  supportsLinkCard: false,
  textOptionalWithMedia: true,
  edit: noEdit,
  nativeSchedule: null,
  options: z.object({}),
});

// Content Posting API, direct post, video title. TikTok counts UTF-16 units, so emoji will count more. Second hand, 2026-11-21.
export const tiktok = countedOnly('tiktok', { unit: 'characters', max: 2200 });
