import { Modal } from '@mantine/core';
import { Keys } from '#renderer/components/keys';
import { useUi } from '#renderer/stores/ui';
import { shortcutGroups } from './shortcut-groups';

export function ShortcutsDialog() {
  const { overlay, closeOverlay } = useUi();
  return (
    <Modal opened={overlay === 'shortcuts'} onClose={closeOverlay} title="Keyboard" size={760}>
      <div className="shortcuts">
        {shortcutGroups.map(({ name, rows }) => (
          <section key={name} aria-label={name}>
            <h3 className="strong">{name}</h3>
            <dl>
              {rows.map(({ what, parts }) => (
                <div key={what}><dt>{what}</dt><dd>{parts.map(({ word, keys }) => <span key={keys.join('+')} className="row">{word !== null && <span className="t3">{word}</span>}<Keys keys={keys} /></span>)}</dd></div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
