import { type ErrorCode, errorCodes } from '#core/errors';
import { type ProblemCode, problemCodes } from './preflight-types';

/** Why a network refuses what we send, as every connector maps its answers. */
export const rejectReasons = ['too-long', 'duplicate', 'media-invalid', 'media-host', 'forbidden', 'not-found', 'invalid', 'other'] as const;
export type RejectReason = (typeof rejectReasons)[number];

/** What the publishing engine itself has to say of a publication. */
export const engineCodes = ['no-answer', 'not-arrived', 'partly', 'hand-over-gone', 'held-unclear', 'unavailable', 'signed-out', 'rate-limited'] as const;
type EngineCode = (typeof engineCodes)[number];

/**
 * Everything that publishing writes as the `problemCode` of a publication: its own codes, a network's reasons, the rules of
 * preflight, and why a picture could not be made ready at the last moment. The words are in `renderer/messages/outcomes.ts`.
 */
export type OutcomeCode = RejectReason | EngineCode | ProblemCode | ErrorCode;
export const outcomeCodes: readonly OutcomeCode[] = [...new Set<OutcomeCode>([...rejectReasons, ...engineCodes, ...problemCodes, ...errorCodes])];
