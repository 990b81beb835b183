import { useEffect, useState } from 'react';

const MINUTE = 60_000;

/** The current time, renewed at each full minute. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = (): void => {
      setNow(Date.now());
      timer = setTimeout(tick, MINUTE - (Date.now() % MINUTE) + 20);
    };
    timer = setTimeout(tick, MINUTE - (Date.now() % MINUTE) + 20);
    return () => clearTimeout(timer);
  }, []);
  return now;
}
