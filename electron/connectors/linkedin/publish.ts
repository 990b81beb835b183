import { z } from 'zod';
import { err, ok } from '#core/result';
import { answerOf, isGone } from '../http/read-error';
import type { ConnectorError, NetworkAnswer } from '../ports/connector-error';
import type { CommitOutcome, PublishContext, PublishPort } from '../ports/publish';
import { saveNotBefore, type ServerTimes } from '../publishing/server-time';
import { chooseKey, partStep, readPart } from '../publishing/thread';
import { prepareArticle } from './article';
import type { LinkedinClient, LinkedinDeps } from './client';
import { createFind } from './find-published';
import { bringDocument, isDocument } from './documents';
import { createFileUpload, imageStep } from './files';
import { writeComment } from './first-comment';
import { duplicateOf } from './map-error';
import { readOptions } from './options';
import { postPath } from './paths';
import { combinationError, postBody } from './post-body';
import { SENT_STEP } from './steps';
import { isOrganisation, isPostUrn } from './urn';
import { createVideoUpload, videoStep } from './videos';

const postAnswer = z.object({ id: z.string().refine(isPostUrn) });
const cannotSend: Readonly<Record<Extract<ReturnType<typeof postBody>, string>, ConnectorError>> = {
  'no-options': { type: 'rejected', reason: 'invalid', detail: 'the options of this post are not understood' },
  nothing: { type: 'rejected', reason: 'invalid', detail: 'there is nothing to publish' },
  thread: { type: 'rejected', reason: 'invalid', detail: 'LinkedIn has no threads' },
  'not-uploaded': { type: 'unavailable', detail: 'what stands beside the text is not uploaded yet' },
  'not-public': { type: 'rejected', reason: 'invalid', detail: 'LinkedIn shows what a company page posts to everyone. Choose “Everyone” under who can see it' },
};

export function createPublishPort(deps: LinkedinDeps, client: LinkedinClient, times: ServerTimes): PublishPort {
  const { clock, bases } = deps;
  const upload = createFileUpload(client, clock, bases);
  const uploadVideo = createVideoUpload(client, clock, bases);
  const published = (urn: string): Extract<CommitOutcome, { readonly type: 'published' }> => ({ type: 'published', remoteId: urn, permalink: `${bases.web}/feed/update/${urn}/` });

  /** What is out is written down before anything more is asked. */
  async function complete(context: PublishContext, urn: string, answer: NetworkAnswer | undefined): Promise<CommitOutcome> {
    const out = published(urn);
    context.save(partStep(0), { id: out.remoteId, url: out.permalink });
    const refused = await writeComment(client, context, urn);
    return { ...out, ...(answer === undefined ? {} : { answer }), ...(refused === null ? {} : { commentRefused: refused }) };
  }

  const commit: PublishPort['commit'] = async (context) => {
    const out = readPart(context, 0);
    if (out !== null) return complete(context, out.id, undefined);
    const wrong = combinationError(context);
    if (wrong !== null) return wrong;
    const body = postBody(context);
    if (typeof body === 'string') return cannotSend[body];
    if (context.signal.aborted) return { type: 'aborted' };
    const earlier = context.saved[SENT_STEP] === true;
    if (!earlier) context.save(SENT_STEP, true);
    saveNotBefore(context, times.last(bases.api));
    const answer = await client.call(context.session, { method: 'POST', path: '/rest/posts', json: body, effect: 'commits', signal: context.signal });
    if (answer.ok) {
      const urn = answer.value.headers.get('x-restli-id') ?? '';
      if (answer.value.status === 201 && isPostUrn(urn)) return complete(context, urn, answer.value.log);
      return { type: 'unknown', detail: 'the answer does not name the post', answer: answer.value.log };
    }
    return refused(context, answer.error, earlier);
  };

  /** @param earlier a call before this one had no answer, so a post with these words may be its */
  async function refused(context: PublishContext, error: ConnectorError, earlier: boolean): Promise<CommitOutcome> {
    if (error.type === 'unknown') return error;
    if (!earlier) {
      // This answer is certain: nothing of ours is out. Had the words been said before, that post is not this one.
      context.save(SENT_STEP, null);
      return error;
    }
    if (error.type !== 'rejected' || error.reason !== 'duplicate') return error;
    const urn = duplicateOf(error);
    if (urn !== null) return complete(context, urn, error.answer);
    return { type: 'unknown', detail: 'LinkedIn has a post with these words and does not say which', ...answerOf(error) };
  }

  return {
    // Nothing of it is sent: LinkedIn takes no key. It names the publication to the engine alone.
    chooseKey: (now, randomBytes) => `linkedin-${chooseKey(now, randomBytes)}`,
    prepare: async (context) => {
      const wrong = combinationError(context);
      if (wrong !== null) return err(wrong);
      const all = context.outgoing.parts[0]?.media ?? [];
      const options = readOptions(context);
      if (options !== null && isDocument(options, all)) return bringDocument(upload, context);
      for (const [m, media] of all.entries()) {
        const done = media.kind === 'video' ? await uploadVideo(context, videoStep(m, media), media) : await upload(context, { step: imageStep(m, media), kind: 'images', bytes: () => media.read() });
        if (!done.ok) return done;
      }
      await prepareArticle(deps, upload, context);
      return context.signal.aborted ? err({ type: 'aborted' }) : ok(null);
    },
    commit,
    // A post is public as soon as LinkedIn answers, so a ref can only be the name of one; a member’s app may not read it.
    check: (_context, ref) => Promise.resolve(isPostUrn(ref) ? published(ref) : { type: 'rejected', reason: 'not-found', detail: 'that is no post' }),
    findPublished: createFind(deps, client, published),
    // A post with the same words is refused, and the refusal names the live one; but only reports say so, and a second post cannot
    // be taken back unseen. So nothing repeats it by itself; a person's "send it" still meets the refusal. Second hand, 2026-11-21.
    replaySafeUntil: () => null,
    postAt: (session, url) => {
      if (url.origin !== session.serverUrl) return null;
      const permalink = url.origin + url.pathname;
      const path = decoded(url.pathname);
      const urn = /^\/feed\/update\/(urn:li:(?:share|ugcPost|activity):\d{1,30})\/?$/.exec(path)?.[1];
      if (urn !== undefined) return { remoteId: isPostUrn(urn) ? urn : null, permalink };
      // What people copy from the site names the activity, which is not the post.
      return /^\/posts\/[^/]{1,300}\/?$/.test(path) ? { remoteId: null, permalink } : null;
    },
    fetchPost: async (session, remoteId, signal) => {
      // Would cost one of 150 calls a day to be told 403: reading needs r_member_social, which LinkedIn gives to nobody new.
      if (!isOrganisation(session.remoteId)) return err({ type: 'rejected', reason: 'forbidden', detail: 'LinkedIn lets no app read a member’s own posts' });
      if (!isPostUrn(remoteId)) return err({ type: 'rejected', reason: 'invalid', detail: 'LinkedIn did not say what this post is called' });
      const post = await client.read(session, { method: 'GET', path: postPath(remoteId), effect: 'reads', signal }, postAnswer);
      if (post.ok) return ok('live');
      return isGone(post.error) ? ok('gone') : post;
    },
    remove: async (session, remoteId, signal) => {
      if (!isPostUrn(remoteId)) return err({ type: 'rejected', reason: 'not-found', detail: 'LinkedIn did not say what this post is called' });
      // Deleting twice does no harm, so a lost answer may simply be asked for again.
      const answer = await client.call(session, { method: 'DELETE', path: postPath(remoteId), headers: { 'x-restli-method': 'DELETE' }, effect: 'reads', signal });
      if (answer.ok || isGone(answer.error)) return ok(null);
      return answer;
    },
    concurrency: { network: 4, account: 1 },
  };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
