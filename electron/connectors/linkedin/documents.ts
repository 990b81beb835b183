import type { LinkedinOptions } from '#core/networks';
import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import type { ConnectorError } from '../ports/connector-error';
import type { OutgoingMedia, PublishContext } from '../ports/publish';
import type { createFileUpload, SavedFile } from './files';
import { readFile } from './files';
import { pdfOf } from './pdf';

/** Documents API: 100 MB and 300 pages; twenty pictures of at most 5 MB are within both. Second hand, 2026-11-21. */
const MOST_BYTES = 104_857_600;
const MAX_TITLE = 100;

const STEP = 'document';
/** Other pictures, or the same in another order, are another document. */
const stepOf = (media: readonly Pick<OutgoingMedia, 'assetId'>[]): string => `${STEP}:${media.map(({ assetId }) => assetId).join(':')}`;

/** The pictures of this post go as one document, a page each, that readers swipe through. */
export const isDocument = (options: LinkedinOptions, media: readonly OutgoingMedia[]): boolean => options.sendAs === 'document' && media.length > 0;

export const readDocument = ({ saved, outgoing }: Pick<PublishContext, 'saved' | 'outgoing'>): SavedFile | null => readFile(saved, stepOf(outgoing.parts[0]?.media ?? []), 'documents');

/** LinkedIn asks for a title: what was typed, else how the text begins. */
export function titleOf(options: LinkedinOptions, text: string): string {
  const begins = (text.split('\n').find((line) => line.trim() !== '') ?? '').trim();
  return [...(options.documentTitle === '' ? begins : options.documentTitle)].slice(0, MAX_TITLE).join('') || 'Document';
}

export async function bringDocument(upload: ReturnType<typeof createFileUpload>, context: PublishContext): Promise<Result<null, ConnectorError>> {
  const media = context.outgoing.parts[0]?.media ?? [];
  const refuse = (detail: string): Result<never, ConnectorError> => err({ type: 'rejected', reason: 'media-invalid', detail });
  let total = 0;
  for (const { kind, bytes } of media) {
    if (kind !== 'image') return refuse('a document is made of pictures: leave the video out');
    total += bytes;
  }
  if (total > MOST_BYTES) return refuse('the pictures are too large for one document');
  let wrong = 0;
  const sent = await upload(context, {
    step: stepOf(media), kind: 'documents',
    bytes: async () => {
      const pages: { readonly jpeg: Uint8Array }[] = [];
      for (const picture of media) pages.push({ jpeg: await picture.read() });
      const pdf = pdfOf(pages);
      if (pdf.ok) return pdf.value;
      wrong = pdf.error;
      return null;
    },
  });
  if (wrong > 0) return refuse(`picture ${wrong} cannot be a page: it is no JPEG in colours that screens show`);
  return sent.ok ? ok(null) : sent;
}
