import { IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useToasts } from '#renderer/stores/toast';
import { Button, IconButton } from './button';

const SHOWN_MS = 8_000;

/** The place of the toast: dark, bottom centre, eight seconds, held while the pointer or the focus is on it, or work goes on. */
export function ToastHost() {
  const { current, hide } = useToasts();
  // The one that is held: an answered toast goes without a word about the pointer or the focus that was on it.
  const [heldId, setHeldId] = useState<number | null>(null);
  const held = current !== null && heldId === current.id;
  const hold = (): void => setHeldId(current?.id ?? null);
  const letGo = (): void => setHeldId(null);
  useEffect(() => {
    if (current === null || held || current.stays === true) return undefined;
    const timer = setTimeout(() => hide(current.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [current, held, hide]);
  return (
    <div className="toasts" role="status" aria-live="polite" onPointerEnter={hold} onPointerLeave={letGo} onFocus={hold} onBlur={letGo}>
      {current !== null && (
        <div className="toast" key={current.id}>
          <span className="grow">{current.text}</span>
          {current.undo !== undefined && <Button size="sm" onClick={() => { current.undo?.(); hide(current.id); }}>Undo</Button>}
          {current.act !== undefined && <Button size="sm" onClick={() => { current.act?.run(); hide(current.id); }}>{current.act.label}</Button>}
          <IconButton icon={IconX} label="Dismiss" size="sm" onClick={() => hide(current.id)} />
        </div>
      )}
    </div>
  );
}
