import { useFormat } from '#renderer/api/format';

interface TimeTextProps {
  readonly at: number;
  /** The brand's zone. */
  readonly zone: string;
  readonly className?: string;
}

/** `09:30`, with the person's own time in the tooltip where it differs; machine-readable for screen readers. */
export function TimeText({ at, zone, className }: TimeTextProps) {
  const format = useFormat();
  return <time className={className} dateTime={new Date(at).toISOString()} {...(format.differs(at, zone) ? { title: format.timeBoth(at, zone) } : {})}>{format.time(at, zone)}</time>;
}
