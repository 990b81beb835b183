import { Checkbox, Menu, Popover } from '@mantine/core';
import { IconArrowLeft, IconCopy, IconDots, IconExternalLink, IconHistory, IconLayoutSidebarRight, IconTag, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Post } from '#core/contract/posts';
import type { Colour } from '#core/contract/shapes';
import { titleOf } from '#core/text';
import { act } from '#renderer/api/act';
import { client, orpc } from '#renderer/api/client';
import { queryClient } from '#renderer/api/query-client';
import { Button, IconButton } from '#renderer/components/button';
import { Icon } from '#renderer/components/icon';
import { shortcutText } from '#renderer/components/shortcuts';
import { Words } from '#renderer/components/words';
import { count } from '#renderer/format';
import { goBack, navigate } from '#renderer/routes';
import { showToast } from '#renderer/stores/toast';
import { BrandNotes } from './brand-notes';
import { useComposer } from './context';
import type { Draft } from './draft';
import { SavedNote } from './saved-note';

interface ComposerHeaderProps {
  readonly post: Post;
  /** As it is typed, a moment behind. */
  readonly draft: Draft;
  readonly now: number;
  readonly aside: 'previews' | 'versions' | null;
  readonly narrow: boolean;
  readonly onAside: (aside: 'previews' | 'versions' | null) => void;
}

export function ComposerHeader({ post, draft, now, aside, narrow, onAside }: ComposerHeaderProps) {
  const { session } = useComposer();
  const title = titleOf(draft.text);
  const out = post.publications.find(({ state }) => state === 'published' || state === 'unconfirmed');

  const duplicate = async (): Promise<void> => {
    if (!(await session.flush())) return;
    const copy = await act(client.posts.duplicate({ id: post.id }), { done: 'This is the copy, a draft without a time' });
    if (copy !== null) navigate(`/compose/${copy.id}`);
  };
  const remove = async (): Promise<void> => {
    await session.flush();
    const done = await act(client.posts.remove({ ids: [post.id] }), { done: 'In the bin' });
    if (done !== null) goBack();
  };
  return (
    <header className="bar composer-bar">
      <IconButton icon={IconArrowLeft} label="Back" shortcut={shortcutText('leave')} onClick={goBack} />
      <h1 title={title} dir="auto" className={title === '' ? 't2' : ''}>{title === '' ? 'New post' : <Words>{title}</Words>}</h1>
      <Labels post={post} />
      <span className="grow" />
      <SavedNote now={now} />
      <BrandNotes draft={draft} />
      <Button kind="ghost" icon={IconHistory} className="small-btn" aria-pressed={aside === 'versions'} onClick={() => onAside(aside === 'versions' ? (narrow ? null : 'previews') : 'versions')}>{count(post.revisionCount, 'version')}</Button>
      {narrow && <IconButton icon={IconLayoutSidebarRight} label="Previews" pressed={aside === 'previews'} onClick={() => onAside(aside === 'previews' ? null : 'previews')} />}
      <Menu position="bottom-end">
        <Menu.Target><button type="button" className="btn sq ghost" aria-label="More for this post" title="More"><Icon of={IconDots} /></button></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Icon of={IconCopy} size={14} />} onClick={() => { void duplicate(); }}>Duplicate</Menu.Item>
          {out !== undefined && <Menu.Item leftSection={<Icon of={IconExternalLink} size={14} />} onClick={() => navigate(`/publication/${out.id}`)}>What happened to it</Menu.Item>}
          <Menu.Divider />
          <Menu.Item className="danger" leftSection={<Icon of={IconTrash} size={14} />} onClick={() => { void remove(); }}>Delete to the bin</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </header>
  );
}

const colours: readonly Colour[] = ['clay', 'moss', 'sky', 'plum', 'straw'];

function Labels({ post }: { readonly post: Post }) {
  const { brand, session } = useComposer();
  const { data: known = [] } = useQuery(orpc.brands.labels.list.queryOptions({ input: { brandId: brand.id } }));
  const [name, setName] = useState('');
  // What was pressed counts at once: the next press must not start from what the app has not stored yet.
  const [wanted, setWanted] = useState<readonly string[] | null>(null);
  const on = new Set(wanted ?? post.labels.map((label) => label.id));
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const set = (labelIds: readonly string[]): Promise<void> => {
    setWanted(labelIds);
    const done = turn.current.then(async () => {
      await session.flush();
      await act(client.planning.setLabels({ postId: post.id, labelIds: [...labelIds] }));
      await queryClient.invalidateQueries({ queryKey: orpc.posts.get.key() });
      setWanted((now) => (now === labelIds ? null : now));
    });
    turn.current = done.catch(() => undefined);
    return done;
  };
  const toggle = (id: string): void => { void set(on.has(id) ? [...on].filter((each) => each !== id) : [...on, id]); };
  const create = async (): Promise<void> => {
    const typed = name.trim();
    const same = known.find((label) => label.name.toLocaleLowerCase() === typed.toLocaleLowerCase());
    const label = same ?? (await act(client.brands.labels.save({ brandId: brand.id, name: typed, colour: colours[known.length % colours.length] ?? 'clay' })));
    if (label === null) return;
    setName('');
    await set([...on, label.id]);
    showToast({ text: `Labelled ${label.name}` });
  };
  return (
    <>
      <span className="labels">
        {post.labels.map((label) => <span key={label.id} className="pill" data-colour={label.colour}><span className="trunc">{label.name}</span></span>)}
      </span>
      <Popover position="bottom-start" width={224} trapFocus returnFocus>
        <Popover.Target><button type="button" className="btn sq ghost" aria-label={`Labels${on.size === 0 ? '' : `: ${post.labels.map((label) => label.name).join(', ')}`}`} title="Labels"><Icon of={IconTag} /></button></Popover.Target>
        <Popover.Dropdown p={0} aria-label="Labels">
          {known.length === 0
            ? <p className="small t2 label-list-none">Labels gather posts of one kind or campaign</p>
            : <div className="label-list-of-post scroll">{known.map((label) => <Checkbox key={label.id} checked={on.has(label.id)} onChange={() => toggle(label.id)} label={<span className="pill" data-colour={label.colour} title={label.name}><span className="trunc">{label.name}</span></span>} />)}</div>}
          <form className="label-new" onSubmit={(event) => { event.preventDefault(); if (name.trim() !== '') void create(); }}>
            <input className="plain-input" aria-label="Name of a new label" placeholder="New label" maxLength={60} value={name} onChange={(event) => setName(event.currentTarget.value)} {...(known.length === 0 ? { 'data-autofocus': true } : {})} />
            <Button size="sm" type="submit" disabled={name.trim() === ''}>Add</Button>
          </form>
        </Popover.Dropdown>
      </Popover>
    </>
  );
}
