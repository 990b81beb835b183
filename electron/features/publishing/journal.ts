import type { ActivityCode } from '#core/activity';
import type { Millis } from '#core/clock';
import type { Id, NewId } from '#core/ids';
import type { JsonObject } from '#core/json';
import type { NetworkAnswer } from '#electron/connectors/ports/connector-error';
import type { ActivityRow, Job } from './publishing-store';

/** One line of the activity log about a publication. */
export function entry(
  newId: NewId, at: Millis, job: Pick<Job, 'id' | 'postId' | 'brandId' | 'accountId'>, attemptId: Id | null,
  code: ActivityCode, params: JsonObject = {}, answer?: NetworkAnswer,
): ActivityRow {
  return {
    id: newId(), at, brandId: job.brandId, accountId: job.accountId, postId: job.postId, publicationId: job.id, attemptId, code, params,
    answer: answer === undefined ? null : { request: answer.request, status: answer.status, body: answer.body, durationMs: answer.durationMs },
  };
}
