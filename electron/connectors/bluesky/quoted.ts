import type { JsonObject } from '#core/json';
import type { PublishContext } from '../ports/publish';
import { readRef, type StrongRef } from './strong-ref';

export const quoteStep = 'quote';

export const quoteLinkOf = ({ outgoing }: Pick<PublishContext, 'outgoing'>): string => {
  const link = outgoing.options['quotePost'];
  return typeof link === 'string' ? link.trim() : '';
};

/** The post that this one quotes: null for none, undefined while it is not looked up. */
export function quotedRef(context: Pick<PublishContext, 'saved' | 'outgoing'>): StrongRef | null | undefined {
  const link = quoteLinkOf(context);
  if (link === '') return null;
  const known = context.saved[quoteStep];
  const same = typeof known === 'object' && known !== null && !Array.isArray(known) && (known as JsonObject)['link'] === link;
  return same ? (readRef(known) ?? undefined) : undefined;
}
