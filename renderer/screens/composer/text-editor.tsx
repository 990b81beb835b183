import { type ChangeEvent, type ClipboardEvent, type FocusEvent, useMemo } from 'react';
import type { NetworkId } from '#core/networks';
import { MAX_TEXT_LENGTH, sanitiseText } from '#core/text';
import { showToast } from '#renderer/stores/toast';
import { placeKey, useComposer, useSession } from './context';
import { type Place, textAt } from './draft';
import { setText } from './editing';
import { filesOf } from './import-media';
import { segmentsOf } from './segments';

interface TextEditorProps {
  readonly place: Place;
  readonly label: string;
  /** Whose links, tags and mentions are tinted; null for the base. */
  readonly network: NetworkId | null;
  /** UTF-16 index from which a text is too long. */
  readonly overFrom: (text: string) => number | null;
  readonly placeholder?: string;
  readonly readOnly?: boolean;
  readonly describedBy?: string;
}

/** Above this, far beyond every network, the text is not tinted at all: laying it out twice would make typing wait. */
const MAX_TINTED = 20_000;
/** A paste shorter than this that is clean is the browser's own business, so that its undo knows it. */
const SMALL_PASTE = 20_000;

const cutNotice = (): void => showToast({ text: 'That was too long to take whole: Linnet kept the first 100,000 characters' });

/** A text area over a layer that shows the same text tinted; the layer gives the height, so both always agree. */
export function TextEditor({ place, label, network, overFrom, placeholder, readOnly = false, describedBy }: TextEditorProps) {
  const { edit, importFiles } = useComposer();
  const text = useSession((state) => textAt(state.draft, place));
  const plain = text.length > MAX_TINTED;
  const segments = useMemo(() => (plain ? [] : segmentsOf(text, network, overFrom(text))), [plain, text, network, overFrom]);

  const onChange = (event: ChangeEvent<HTMLTextAreaElement>): void => {
    const clean = sanitiseText(event.currentTarget.value);
    if (clean.truncated) cutNotice();
    edit((draft) => setText(draft, place, clean.text));
  };
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>): void => {
    const pasted = event.clipboardData.getData('text/plain');
    const files = filesOf(event.clipboardData);
    // The composer as a whole hears of this paste too.
    event.stopPropagation();
    if (pasted === '') {
      if (files.length === 0) return;
      event.preventDefault();
      importFiles(files, place);
      return;
    }
    const clean = sanitiseText(pasted);
    if (pasted.length <= SMALL_PASTE && clean.text === pasted) return;
    event.preventDefault();
    const area = event.currentTarget;
    const room = MAX_TEXT_LENGTH - (area.value.length - (area.selectionEnd - area.selectionStart));
    const kept = clean.text.length > room ? clean.text.slice(0, Math.max(0, room)) : clean.text;
    if (clean.truncated || kept.length < clean.text.length) cutNotice();
    area.setRangeText(kept, area.selectionStart, area.selectionEnd, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
  };

  return (
    <div className="ed" data-plain={plain}>
      <div className="ed-under" dir="auto" aria-hidden="true">
        {segments.map((segment, index) => (segment.kind === 'plain' ? segment.text : <span key={index} className={segment.kind}>{segment.text}</span>))}
        {'\u200b'}
      </div>
      <textarea
        dir="auto" spellCheck aria-label={label} placeholder={placeholder} readOnly={readOnly} value={text} data-editor={placeKey(place)}
        {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })} onChange={onChange} onPaste={onPaste} onFocus={noteCaret}
      />
    </div>
  );
}

/** What is typed by a button goes where the caret was: a popover takes the focus away from it. */
let last: HTMLTextAreaElement | null = null;
const noteCaret = (event: FocusEvent<HTMLTextAreaElement>): void => { last = event.currentTarget; };

/** The editor that had the caret last, while it is on the screen. */
export const lastEditor = (): HTMLTextAreaElement | null => (last?.isConnected === true ? last : null);

/** Types for the person at the caret of an editor, so that Ctrl+Z takes it back. */
export function typeInto(area: HTMLTextAreaElement, text: string): void {
  area.focus();
  // The only way to write into the undo history of a text area.
  if (document.execCommand('insertText', false, text)) return;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
  area.dispatchEvent(new Event('input', { bubbles: true }));
}
