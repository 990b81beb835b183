import { Popover } from '@mantine/core';
import { IconMessage2 } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { listedWords, wordsIn } from '#core/text';
import { Button } from '#renderer/components/button';
import { useFormat } from '#renderer/api/format';
import { navigate } from '#renderer/routes';
import { type NotedLink, notedLinks } from './brand-links';
import { useComposer } from './context';
import type { Draft } from './draft';
import { lastEditor, typeInto } from './text-editor';

/** Everything a person wrote in the post, for every account. */
const allText = (draft: Draft): string => [draft.text, ...draft.publications.flatMap(({ text, thread }) => [text ?? '', ...thread.map((part) => part.text)])].join('\n');

/** What the brand wants to sound like, one button away while writing; the button says when a word to avoid is in the post. */
export function BrandNotes({ draft }: { readonly draft: Draft }) {
  const { brand } = useComposer();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const avoid = useMemo(() => listedWords(brand.wordsToAvoid), [brand.wordsToAvoid]);
  const use = useMemo(() => listedWords(brand.wordsToUse), [brand.wordsToUse]);
  const links = useMemo(() => notedLinks(brand.links), [brand.links]);
  const text = avoid.length + use.length === 0 ? '' : allText(draft);
  const wrong = useMemo(() => wordsIn(text, avoid), [text, avoid]);
  const used = useMemo(() => new Set(wordsIn(text, use)), [text, use]);
  const type = (piece: string): void => {
    setOpen(false);
    const editor = lastEditor() ?? document.querySelector<HTMLTextAreaElement>('[data-editor]');
    requestAnimationFrame(() => { if (editor !== null && !editor.readOnly) typeInto(editor, piece); });
  };
  const nothing = [brand.voice, brand.guidelines].every((one) => one.trim() === '') && avoid.length + use.length + links.length === 0;
  const settings = <Button kind="link" size="sm" onClick={() => navigate('/settings/brands')}>{nothing ? 'Write it down' : 'Change it'}</Button>;
  const name = wrong.length === 0 ? 'Voice' : `Voice: avoid ${format.list(wrong.slice(0, 2).map((word) => `“${word}”`))}${wrong.length > 2 ? ` and ${wrong.length - 2} more` : ''}`;
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={360} trapFocus returnFocus shadow="md">
      <Popover.Target>
        <Button kind="ghost" icon={IconMessage2} className={wrong.length > 0 ? 'small-btn brand-voice warned' : 'small-btn brand-voice'} aria-expanded={open} title={name} onClick={() => setOpen(!open)}><span className="trunc">{name}</span></Button>
      </Popover.Target>
      <Popover.Dropdown className="brand-notes scroll">
        {nothing && <p className="t2">Nothing is written down yet about how {brand.name} sounds. Voice, words, rules and links are shown here while you write.</p>}
        {wrong.length > 0 && <p className="warning-text">In this post, and to be avoided: {format.list(wrong.map((word) => `“${word}”`))}</p>}
        <Noted title="Voice" text={brand.voice} />
        {use.length > 0 && <section><h3 className="strong">Words to use</h3><div className="row wrap">{use.map((word) => <button key={word} type="button" className="pill" dir="auto" aria-label={`Put in “${word}”${used.has(word) ? ', already in the post' : ''}`} data-used={used.has(word)} onClick={() => type(word)}>{word}</button>)}</div></section>}
        {avoid.length > 0 && <section><h3 className="strong">Words to avoid</h3><p className="t2" dir="auto">{avoid.join(', ')}</p></section>}
        <Noted title="Guidelines" text={brand.guidelines} />
        {links.length > 0 && <section><h3 className="strong">Links</h3><ul>{links.map((link) => <LinkRow key={link.url} link={link} onPick={() => type(link.url)} />)}</ul></section>}
        {settings}
      </Popover.Dropdown>
    </Popover>
  );
}

const Noted = ({ title, text }: { readonly title: string; readonly text: string }) => (text.trim() === '' ? null : <section><h3 className="strong">{title}</h3><p className="noted" dir="auto">{text.trim()}</p></section>);

const LinkRow = ({ link: { name, url }, onPick }: { readonly link: NotedLink; readonly onPick: () => void }) => (
  <li><button type="button" title={`Put in ${url}`} onClick={onPick}><span className="m trunc" dir="auto">{name === '' ? url : name}</span>{name !== '' && <span className="small t2 trunc">{url}</span>}</button></li>
);
