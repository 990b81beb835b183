import { Textarea } from '@mantine/core';
import { useEffect, useId, useState } from 'react';
import type { Brand } from '#core/contract/brands';
import { client } from '#renderer/api/client';
import { beforeLeaving } from '#renderer/api/leaving';
import { type AutosaveStatus, createAutosave } from '#renderer/components/autosave';
import { errorLine, type ShownError } from '#renderer/messages/errors';
import { Part } from './setting';

type Field = 'voice' | 'wordsToUse' | 'wordsToAvoid' | 'guidelines' | 'links';
type Words = Record<Field, string>;

const fields: readonly { readonly field: Field; readonly name: string; readonly help: string; readonly placeholder: string; readonly wide: boolean; readonly rows: number }[] = [
  { field: 'voice', name: 'Voice', help: 'How the brand sounds, as you would tell a stand-in.', placeholder: 'Warm, dry and brief. One person at a time, about one thing.', wide: true, rows: 3 },
  { field: 'wordsToUse', name: 'Words to use', help: 'One on a line. The composer offers them.', placeholder: 'sourdough\nback soon', wide: false, rows: 4 },
  { field: 'wordsToAvoid', name: 'Words to avoid', help: 'One on a line. The composer says when one is in a post.', placeholder: 'cheap\nbuy now', wide: false, rows: 4 },
  { field: 'guidelines', name: 'Guidelines', help: 'Spelling, hashtags, pictures, what needs asking first.', placeholder: 'British spelling. At most two hashtags, at the end.', wide: true, rows: 4 },
  { field: 'links', name: 'Links', help: 'One on a line, with a name before it if you like. The composer puts them in.', placeholder: 'Shop https://example.com/shop', wide: true, rows: 3 },
];

const said: Readonly<Record<AutosaveStatus, string>> = { clean: 'Saved', waiting: '', saving: 'Saving', failed: 'Not saved' };

/** Keeps what is typed and saves it behind the typing, all fields together. */
function createSaver(brandId: string, from: Words, onStatus: (status: AutosaveStatus) => void, onProblem: (problem: ShownError | null) => void) {
  let words = from;
  const autosave = createAutosave({
    save: async () => {
      const answer = await client.brands.update({ id: brandId, patch: words });
      onProblem(answer.ok ? null : answer.error);
      if (answer.ok) return 'saved';
      return answer.error.code === 'not-found' ? 'refused' : 'retry';
    },
    onStatus, now: Date.now,
    after: (ms, run) => { const timer = setTimeout(run, ms); return () => clearTimeout(timer); },
  });
  return {
    type: (field: Field, text: string): Words => {
      words = { ...words, [field]: text };
      autosave.touch();
      return words;
    },
    flush: autosave.flush,
  };
}

/** How a brand speaks and what it is careful about. Saved on each pause in typing; the composer shows it. */
export function BrandVoice({ brand }: { readonly brand: Brand }) {
  const [words, setWords] = useState<Words>({ voice: brand.voice, wordsToUse: brand.wordsToUse, wordsToAvoid: brand.wordsToAvoid, guidelines: brand.guidelines, links: brand.links });
  const [status, setStatus] = useState<AutosaveStatus | null>(null);
  const [problem, setProblem] = useState<ShownError | null>(null);
  const id = useId();
  const [saver] = useState(() => createSaver(brand.id, words, setStatus, setProblem));
  useEffect(() => {
    const flush = (): void => { void saver.flush(); };
    const stay = beforeLeaving(saver.flush);
    window.addEventListener('pagehide', flush);
    return () => {
      stay();
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [saver]);
  const type = (field: Field, text: string): void => setWords(saver.type(field, text));
  return (
    <Part title="Voice and guidelines" acts={<span className="small t2" role="status">{status === null ? '' : said[status]}</span>}>
      <p className="help">Only for you: it stands beside the editor when you write for {brand.name}.</p>
      {problem !== null && <p className="danger-text" role="alert">{errorLine(problem)} Linnet tries again; what you typed stays here.</p>}
      <div className="voice-fields">
        {fields.map(({ field, name, help, placeholder, wide, rows }) => (
          <Textarea
            key={field} id={`${id}-${field}`} className={wide ? 'wide' : ''} label={name} description={help} inputWrapperOrder={['label', 'input', 'description', 'error']} placeholder={placeholder} maxLength={20_000}
            autosize minRows={rows} maxRows={16} dir="auto" value={words[field]} onChange={(event) => type(field, event.currentTarget.value)} onBlur={() => { void saver.flush(); }}
          />
        ))}
      </div>
    </Part>
  );
}
