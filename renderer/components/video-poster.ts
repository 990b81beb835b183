/** Of a poster, at most. Pixels. */
const WIDTH = 1200;
/** A player that has not begun by then cannot play it. */
const PATIENCE_MS = 20_000;

export const fileUrl = (hash: string): string => `linnet-media://file/${encodeURIComponent(hash)}`;

const making = new Map<string, Promise<boolean>>();

/**
 * Takes a picture out of a video, a moment after its beginning, and gives it to the library, where thumbnails are made of it. Asked for
 * several times, it is made once.
 * @returns false where the window cannot play the video: HEVC and ProRes, mostly
 */
export function makePoster(hash: string): Promise<boolean> {
  const known = making.get(hash);
  if (known !== undefined) return known;
  const made = frameOf(hash).then((picture) => (picture === null ? false : send(hash, picture)), () => false);
  making.set(hash, made);
  return made;
}

async function send(hash: string, picture: Blob): Promise<boolean> {
  const answer = await fetch(`linnet-media://poster/${encodeURIComponent(hash)}`, { method: 'POST', body: picture });
  return answer.ok && ((await answer.json()) as { readonly ok: boolean }).ok;
}

async function frameOf(hash: string): Promise<Blob | null> {
  const video = document.createElement('video');
  Object.assign(video, { muted: true, preload: 'auto', crossOrigin: 'anonymous', src: fileUrl(hash) });
  try {
    if (!(await happens(video, 'loadeddata'))) return null;
    // The very first picture is often black.
    const seeked = happens(video, 'seeked');
    video.currentTime = Math.min(1, Number.isFinite(video.duration) ? video.duration / 10 : 0.1);
    if (!(await seeked) || video.videoWidth === 0) return null;
    const canvas = document.createElement('canvas');
    canvas.width = Math.min(WIDTH, video.videoWidth);
    canvas.height = Math.max(1, Math.round((canvas.width * video.videoHeight) / video.videoWidth));
    canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
    return await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.88));
  } finally {
    // Lets go of the file.
    video.removeAttribute('src');
    video.load();
  }
}

/** False when it fails instead, or takes too long. */
function happens(video: HTMLVideoElement, event: 'loadeddata' | 'seeked'): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (happened: boolean) => (): void => {
      clearTimeout(timer);
      resolve(happened);
    };
    const timer = setTimeout(end(false), PATIENCE_MS);
    video.addEventListener(event, end(true), { once: true });
    video.addEventListener('error', end(false), { once: true });
  });
}
