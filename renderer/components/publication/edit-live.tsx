import { useEffect, useId, useRef, useState } from 'react';
import type { Account } from '#core/contract/accounts';
import type { Publication } from '#core/contract/posts';
import type { EditedPost, EditOffer } from '#core/contract/publishing';
import { limitsFor } from '#core/networks';
import { editProblems } from '#core/posts/preflight-edit';
import { countEach } from '#core/text';
import { act } from '#renderer/api/act';
import { client } from '#renderer/api/client';
import { useFormat } from '#renderer/api/format';
import { Button } from '#renderer/components/button';
import { optionFields } from '#renderer/components/option-fields';
import { editWords } from '#renderer/messages/edits';
import { errorLine, type ShownError } from '#renderer/messages/errors';
import { networkInText } from '#renderer/messages/networks';
import { problemWords } from '#renderer/messages/problems';
import { EditOption } from './edit-option';

/** What was typed and not saved, while the window is open: closing the panel loses no words. */
const kept = new Map<string, EditedPost>();

interface EditLiveProps {
  readonly publication: Publication;
  readonly offer: EditOffer;
  readonly account: Account | undefined;
  readonly onClose: () => void;
}

/** New words for a post that is out, saved on its network. */
export function EditLive({ publication, offer, account, onClose }: EditLiveProps) {
  const { id, network, accountId } = publication;
  const name = networkInText(network);
  const [wanted, setWanted] = useState<EditedPost>(() => offer.unsure ?? kept.get(id) ?? offer.now);
  const form = useRef<HTMLElement>(null);
  const asked = offer.unsure === null;
  useEffect(() => { if (asked) form.current?.querySelector('textarea')?.focus(); }, [asked]);
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<ShownError | null>(null);
  const limits = limitsFor(network, account?.limits ?? null);
  const problems = editProblems({ network, accountId, limits, wanted });
  const differs = offer.unsure !== null || JSON.stringify(wanted) !== JSON.stringify(offer.now);
  const warning = typeof wanted.options['contentWarning'] === 'string' ? wanted.options['contentWarning'] : '';
  const fields = optionFields(network).filter((field) => offer.options.includes(field.name));

  const change = (next: EditedPost): void => {
    kept.set(id, next);
    setWanted(next);
  };
  const changePart = (at: number, part: Partial<EditedPost['parts'][number]>): void => change({ ...wanted, parts: wanted.parts.map((one, p) => (p === at ? { ...one, ...part } : one)) });
  const leave = (): void => { kept.delete(id); onClose(); };
  const save = async (): Promise<void> => {
    setSaving(true);
    setError(null);
    const after = await act(client.publishing.editOnNetwork({ id, ...wanted }), { done: editWords.done(name), onError: setError });
    setSaving(false);
    if (after !== null) leave();
  };

  return (
    <section ref={form} className="pub-edit" aria-label={editWords.act(name)}>
      <div className="sec"><h3>{editWords.act(name)}</h3></div>
      {offer.unsure !== null && <p className="warning-text">{editWords.unsure(name)}</p>}
      {wanted.parts.map((part, p) => (
        <PartFields
          key={p} label={wanted.parts.length === 1 ? 'Text' : `Part ${p + 1}`} part={part} offer={offer} disabled={saving}
          counts={countEach(part.text, limits, { contentWarning: warning })} onChange={(next) => changePart(p, next)}
        />
      ))}
      {fields.length > 0 && (
        <div className="option-grid">
          {fields.map((field) => (
            <EditOption key={field.name} field={field} value={wanted.options[field.name]} disabled={saving} onChange={(value) => {
              const { [field.name]: _old, ...others } = wanted.options;
              change({ ...wanted, options: value === undefined ? others : { ...others, [field.name]: value } });
            }} />
          ))}
        </div>
      )}
      {problems.map((problem, at) => <p key={at} className="small danger-text">{problemWords(problem, name)}</p>)}
      {error !== null && <p className="small danger-text" role="alert">{errorLine(error)}{error.detail === undefined ? '' : ` ${error.detail}`}</p>}
      <p className="small t2">{editWords.about(name)}</p>
      <div className="acts">
        <Button kind="primary" disabled={saving || !differs || problems.length > 0} onClick={() => { void save(); }}>{saving ? editWords.saving(name) : editWords.save(name)}</Button>
        <Button kind="ghost" disabled={saving} onClick={leave}>Leave it as it is</Button>
      </div>
    </section>
  );
}

interface PartFieldsProps {
  readonly label: string;
  readonly part: EditedPost['parts'][number];
  readonly offer: EditOffer;
  readonly disabled: boolean;
  readonly counts: ReturnType<typeof countEach>;
  readonly onChange: (next: Partial<EditedPost['parts'][number]>) => void;
}

function PartFields({ label, part, offer, disabled, counts, onChange }: PartFieldsProps) {
  const id = useId();
  const format = useFormat();
  const [first] = counts;
  const over = counts.find((count) => count.over);
  const shown = over ?? first;
  return (
    <div className="pub-edit-part">
      {offer.text && (
        <>
          <div className="row"><label className="label grow" htmlFor={id}>{label}</label>{shown !== undefined && <span className={`small ${over === undefined ? 't3' : 'danger-text strong'}`}>{format.number(shown.used)} of {format.number(shown.max)}</span>}</div>
          <textarea id={id} dir="auto" rows={6} className="plain-input" maxLength={100_000} value={part.text} disabled={disabled} aria-invalid={over !== undefined} onChange={(event) => onChange({ text: event.currentTarget.value })} />
        </>
      )}
      {offer.altText && part.alts.map((alt, m) => (
        <div key={m}>
          <label className="label" htmlFor={`${id}-${m}`}>{part.alts.length === 1 ? 'Alt text' : `Alt text ${m + 1}`}</label>
          <textarea id={`${id}-${m}`} dir="auto" rows={2} className="plain-input" maxLength={5_000} value={alt} disabled={disabled} onChange={(event) => onChange({ alts: part.alts.map((one, at) => (at === m ? event.currentTarget.value : one)) })} />
        </div>
      ))}
    </div>
  );
}
