import { Modal } from '@mantine/core';
import { Fragment } from 'react';
import { Keys } from '#renderer/components/keys';
import { useUi } from '#renderer/stores/ui';
import { places } from './places';

const shortcuts: readonly (readonly [what: string, keys: readonly string[]])[] = [
  ['Find anything, go anywhere', ['Mod', 'K']],
  ['Compose a post', ['C']],
  ...places.flat().map((place) => [`Go to ${place.name}`, ['G', place.key]] as const),
  ['Undo what was just done', ['Mod', 'Z']],
  ['Next part of the screen', ['F6']],
  ['Pause or resume everything', ['Mod', 'Shift', 'P']],
  ['Settings', ['Mod', ',']],
  ['Close what is open', ['Esc']],
  ['This list', ['?']],
];

export function ShortcutsDialog() {
  const { overlay, closeOverlay } = useUi();
  return (
    <Modal opened={overlay === 'shortcuts'} onClose={closeOverlay} title="Keyboard" size={440}>
      <dl className="shortcuts">
        {shortcuts.map(([what, keys]) => <Fragment key={what}><dt>{what}</dt><dd><Keys keys={keys} /></dd></Fragment>)}
      </dl>
    </Modal>
  );
}
