import { IconMovie, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { Icon } from './icon';
import { thumbUrl } from './thumb';
import { makePoster } from './video-poster';

interface VideoStillProps {
  readonly hash: string;
  /** Device pixels. */
  readonly width: number;
  readonly alt?: string;
}

/** The picture that stands for a video, with the mark that it plays. Made when it is first needed; where it cannot be, a sign stands for it. */
export function VideoStill({ hash, width, alt = '' }: VideoStillProps) {
  const [state, setState] = useState<'first' | 'again' | 'none'>('first');
  const make = (): void => {
    if (state === 'again') setState('none');
    else void makePoster(hash).then((made) => setState(made ? 'again' : 'none'));
  };
  return (
    <span className="video-still" data-state={state}>
      {state === 'none'
        ? <span className="video-none" role="img" aria-label={alt === '' ? 'A video' : alt}><Icon of={IconMovie} size={24} /></span>
        : <img key={state} className="thumb" src={`${thumbUrl(hash, width)}${state === 'again' ? '&made' : ''}`} alt={alt} decoding="async" draggable={false} onError={make} />}
      {state !== 'none' && <span className="play-mark" aria-hidden="true"><IconPlayerPlayFilled size={14} /></span>}
    </span>
  );
}
