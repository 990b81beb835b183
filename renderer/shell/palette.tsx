import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useDeferredValue, useEffect, useRef, useState } from 'react';
import { useBrands } from '#renderer/api/brand';
import { orpc } from '#renderer/api/client';
import { Icon } from '#renderer/components/icon';
import { Keys } from '#renderer/components/keys';
import { pressed } from '#renderer/components/shortcuts';
import { count } from '#renderer/format';
import { useUi } from '#renderer/stores/ui';
import { CommandRow, PostRow } from './palette-rows';
import { useCommands } from './use-commands';

const NO_BRAND = '00000000-0000-0000-0000-000000000000';
const SHOWN_POSTS = 8;

/** Everything by name: posts, screens, brands, acts. */
export function Palette() {
  const { overlay, closeOverlay } = useUi();
  return overlay === 'palette' ? <PaletteDialog onClose={closeOverlay} /> : null;
}

function PaletteDialog({ onClose }: { readonly onClose: () => void }) {
  const { brand, brands } = useBrands();
  const [query, setQuery] = useState('');
  const [everywhere, setEverywhere] = useState(false);
  const [at, setAt] = useState(0);
  const asked = useDeferredValue(query.trim());
  const list = useRef<HTMLDivElement>(null);
  useGiveFocusBack();

  const posts = useQuery(orpc.planning.search.queryOptions({
    input: { brandId: everywhere ? null : (brand?.id ?? NO_BRAND), query: asked, limit: SHOWN_POSTS }, enabled: asked !== '' && brand !== null, placeholderData: keepPreviousData, gcTime: 0,
  }));
  const found = asked === '' ? [] : (posts.data ?? []);
  const commands = useCommands(query.trim());
  const runs = [...found.map((post) => `/compose/${post.postId}`), ...commands];
  const chosen = Math.min(at, runs.length - 1);

  const run = (index: number): void => {
    const one = runs[index];
    if (one === undefined) return;
    onClose();
    if (typeof one === 'string') window.location.hash = one;
    else one.run();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setAt((chosen + 1) % runs.length);
    else if (event.key === 'ArrowUp') setAt((chosen - 1 + runs.length) % runs.length);
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) run(chosen);
    else if (pressed('close', event)) onClose();
    else if (event.key === 'Tab') { if (brands.length > 1) setEverywhere(!everywhere); }
    else return;
    event.preventDefault();
  };
  useEffect(() => { list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }); }, [chosen]);

  const groups = [...new Set(commands.map((command) => command.group))];
  return (
    <div className="palette-scrim" onPointerDown={(event) => { if (event.target === event.currentTarget) onClose(); }}>
      <div className="palette" role="dialog" aria-modal="true" aria-label="Find anything">
        <div className="q">
          <Icon of={IconSearch} size={18} className="t2" />
          <input
            autoFocus value={query} placeholder="Find a post, a screen, a brand" onChange={(event) => { setQuery(event.currentTarget.value); setAt(0); }} onKeyDown={onKey}
            role="combobox" aria-expanded="true" aria-controls="palette-list" aria-activedescendant={`palette-${chosen}`} aria-label="Find anything" autoComplete="off" spellCheck={false} maxLength={500}
          />
          {brand !== null && brands.length > 1 && <><button type="button" tabIndex={-1} className="pill" style={{ border: 0 }} onClick={() => setEverywhere(!everywhere)}>{everywhere ? 'All brands' : brand.name}</button><Keys keys={['Tab']} /></>}
        </div>
        <div id="palette-list" role="listbox" aria-label="Found" ref={list} tabIndex={-1}>
          {found.length > 0 && (
            <div role="group" aria-label="Posts">
              <p className="group" aria-hidden="true">Posts</p>
              {found.map((post, index) => <PostRow key={post.postId} id={`palette-${index}`} post={post} selected={index === chosen} onPick={() => run(index)} onPoint={() => setAt(index)} />)}
            </div>
          )}
          {groups.map((group) => (
            <div key={group} role="group" aria-label={group}>
              <p className="group" aria-hidden="true">{group}</p>
              {commands.map((command, order) => {
                const index = found.length + order;
                return command.group === group && <CommandRow key={command.name} id={`palette-${index}`} command={command} query={query.trim()} selected={index === chosen} onPick={() => run(index)} onPoint={() => setAt(index)} />;
              })}
            </div>
          ))}
        </div>
        <footer>
          <span className="row"><Keys keys={['Up', 'Down']} />choose</span>
          <span className="row"><Keys keys={['Enter']} />open</span>
          <span className="end" role="status">{asked === '' ? '' : `${found.length === 0 ? 'No post' : found.length === SHOWN_POSTS ? `${SHOWN_POSTS} posts or more` : count(found.length, 'post')} found`}</span>
        </footer>
      </div>
    </div>
  );
}

function useGiveFocusBack(): void {
  // While it is drawn for the first time: afterwards its own field has the focus already.
  const [before] = useState(() => document.activeElement);
  useEffect(() => () => { if (before instanceof HTMLElement) before.focus(); }, [before]);
}
