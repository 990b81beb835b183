import type { AccountLimits } from '#core/networks';
import { accountLimitsSchema } from '#core/networks';
import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import type { Http, HttpFailure } from '../http/http';
import { instanceAnswer } from './api-types';
import type { InstanceAnswer } from './api-types';
import { softwareOf } from './software';

export interface Instance {
  readonly software: 'mastodon' | 'other';
  readonly version: string;
  readonly domain: string;
  readonly limits: AccountLimits;
}
export type InstanceError = { readonly type: 'no-answer'; readonly failure: HttpFailure } | { readonly type: 'not-mastodon'; readonly status: number };

/** What a server says of itself, from v2 and, where that is missing, v1 (servers before 4.0, and snac). Public: no token is sent. */
export async function readInstance(http: Http, serverUrl: string, signal: AbortSignal): Promise<Result<Instance, InstanceError>> {
  let status = 0;
  for (const path of ['/api/v2/instance', '/api/v1/instance']) {
    const answer = await http.request({ method: 'GET', url: serverUrl + path, signal, maxBytes: 2_000_000 });
    if (!answer.ok) return err({ type: 'no-answer', failure: answer.error });
    status = answer.value.status;
    const parsed = instanceAnswer.safeParse(answer.value.json);
    if (status === 200 && parsed.success) return ok(toInstance(parsed.data, serverUrl));
    // A server in trouble is not a server without v2.
    if (status === 429 || status >= 500) break;
  }
  return err({ type: 'not-mastodon', status });
}

function toInstance(answer: InstanceAnswer, serverUrl: string): Instance {
  const { statuses = {}, media_attachments: media = {}, polls = {} } = answer.configuration ?? {};
  return {
    software: softwareOf(answer.version),
    version: answer.version,
    domain: domainOf(answer, serverUrl),
    limits: accountLimitsSchema.parse({
      maxCharacters: statuses.max_characters ?? answer.max_toot_chars ?? null,
      charactersPerUrl: statuses.characters_reserved_per_url ?? null,
      maxMedia: statuses.max_media_attachments ?? null,
      mimeTypes: media.supported_mime_types ?? null,
      imageSizeLimit: media.image_size_limit ?? null,
      imageMatrixLimit: media.image_matrix_limit ?? null,
      videoSizeLimit: media.video_size_limit ?? null,
      videoMatrixLimit: media.video_matrix_limit ?? null,
      videoFrameRateLimit: media.video_frame_rate_limit ?? null,
      descriptionLimit: media.description_limit ?? null,
      // snac 2.96 states limits of polls and then publishes a post without its poll (seen 2026-11-22); nothing is known of the others.
      takesPolls: softwareOf(answer.version) === 'mastodon',
      maxPollChoices: polls.max_options ?? null,
      maxPollCharacters: polls.max_characters_per_option ?? null,
      minPollSeconds: polls.min_expiration ?? null,
      maxPollSeconds: polls.max_expiration ?? null,
    }),
  };
}

/** A domain is shown to people as part of a handle, so it must look like one. */
function domainOf(answer: InstanceAnswer, serverUrl: string): string {
  const said = (answer.domain ?? answer.uri ?? '').replace(/^https?:\/\//, '').replace(/\/$/, '').toLowerCase();
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/.test(said) ? said : new URL(serverUrl).host;
}
