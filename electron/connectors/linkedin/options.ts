import { type LinkedinOptions, linkedinOptions } from '#core/networks';
import type { PublishContext } from '../ports/publish';

export function readOptions(context: PublishContext): LinkedinOptions | null {
  const parsed = linkedinOptions.safeParse(context.outgoing.options);
  return parsed.success ? parsed.data : null;
}
