import { err, ok } from '#core/result';
import { readJson } from '../http/read-json';
import type { EditPort } from '../ports/edit';
import { essence } from '../publishing/same-words';
import { videoAnswer } from './api-types';
import type { YoutubeClient } from './client';
import { editBody, readWords, wrongWith } from './draft';
import { isWaiting, readVideos } from './find-published';

/** videos.update of a video that is out. Its file, thumbnail, captions and playlists stay as they are. */
export function createEditPort(client: YoutubeClient): EditPort {
  return {
    // A thumbnail has no words for people who cannot see it.
    altText: false,
    options: ['title', 'privacy', 'madeForKids', 'category', 'tags', 'language', 'syntheticMedia'],
    apply: async ({ session, remoteId, before, after, unsure, signal }) => {
      const words = readWords(after);
      if (!words.ok) return words;
      const wrong = wrongWith(words.value);
      if (wrong !== null) return wrong;
      const read = await readVideos(client, session, [remoteId], 'snippet,status', signal);
      if (!read.ok) return read;
      const [video] = read.value;
      if (video === undefined) return err({ type: 'rejected', reason: 'not-found', detail: 'YouTube does not have this video any more' });
      if (isWaiting(video)) return err({ type: 'rejected', reason: 'other', detail: 'the video waits on YouTube for a time that was set there: change it there' });
      // Who sees it may have been changed by hand; only a choice made here takes its place.
      const was = readWords(before);
      const { privacy } = words.value.options;
      const chosen = unsure === true || !was.ok || was.value.options.privacy !== privacy;
      const wanted = chosen ? privacy : (video.status?.privacyStatus ?? privacy);
      const answer = await client.call(session, { method: 'PUT', path: '/videos', query: { part: 'snippet,status' }, json: editBody(video, words.value, wanted), effect: 'commits', cost: 50, signal });
      if (!answer.ok) return answer;
      const now = readJson(answer.value, 'commits', videoAnswer);
      if (!now.ok) return now;
      const { snippet, status } = now.value;
      if (essence(snippet?.title ?? '') !== essence(words.value.options.title) || essence(snippet?.description ?? '') !== essence(words.value.text)) return err({ type: 'unknown', detail: 'YouTube answers with other words than it was sent', answer: answer.value.log });
      if (status?.privacyStatus !== wanted) return err({ type: 'rejected', reason: 'forbidden', detail: `YouTube keeps the video ${status?.privacyStatus ?? 'as it was'}. While the project of your app was not audited, it makes none public.`, answer: answer.value.log });
      return ok(null);
    },
  };
}
