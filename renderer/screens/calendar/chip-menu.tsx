import { Menu } from '@mantine/core';
import { memo } from 'react';
import type { Chip } from '#core/contract/planning';
import { opensPanel, worstPublication } from '#renderer/components/chip-facts';
import { shortcutText } from '#renderer/components/shortcuts';
import { chipMoves } from './chips';
import { heldIds, holdableIds, holdChip, removePost, resumeChip, type Said, scheduleAt, unscheduleChip } from './moves';
import { navigate } from '#renderer/routes';

export interface MenuAt {
  readonly chip: Chip;
  readonly x: number;
  readonly y: number;
}

interface ChipMenuProps extends Said {
  readonly at: MenuAt | null;
  readonly onClose: () => void;
  readonly onOpen: (chip: Chip) => void;
  readonly onMove: (chip: Chip) => void;
}

/** All acts of a chip for those who do not drag: by the right button, or by the menu key. */
export const ChipMenu = memo(function ChipMenu({ at, onClose, onOpen, onMove, ...said }: ChipMenuProps) {
  const chip = at?.chip;
  const state = chip === undefined ? undefined : worstPublication(chip)?.state;
  return (
    <Menu opened={at !== null} onChange={(opened) => { if (!opened) onClose(); }} position="bottom-start" returnFocus>
      <Menu.Target><span className="menu-anchor" style={at === null ? { display: 'none' } : { left: at.x, top: at.y }} aria-hidden="true" /></Menu.Target>
      {chip !== undefined && (
        <Menu.Dropdown>
          {state !== undefined && opensPanel(state) && <Menu.Item onClick={() => onOpen(chip)}>See what happened</Menu.Item>}
          <Menu.Item onClick={() => navigate(`/compose/${chip.postId}`)}>Open the post</Menu.Item>
          {chip.state === 'draft' && chip.publications.length > 0 && <Menu.Item onClick={() => { void scheduleAt(chip.postId, chip.title, chip.wall, said); }}>Schedule it for this time</Menu.Item>}
          {chipMoves(chip) && <Menu.Item rightSection={<kbd>{shortcutText('move')}</kbd>} onClick={() => onMove(chip)}>Move…</Menu.Item>}
          {holdableIds(chip).length > 0 && <Menu.Item onClick={() => { void holdChip(chip); }}>Put on hold</Menu.Item>}
          {heldIds(chip).length > 0 && <Menu.Item onClick={() => { void resumeChip(chip); }}>Resume</Menu.Item>}
          {chipMoves(chip) && <Menu.Item onClick={() => { void unscheduleChip(chip); }}>Back to the drafts</Menu.Item>}
          <Menu.Divider />
          <Menu.Item className="danger" rightSection={<kbd>{shortcutText('toBin')}</kbd>} onClick={() => { void removePost(chip.postId, chip.title); }}>Move to the bin</Menu.Item>
        </Menu.Dropdown>
      )}
    </Menu>
  );
});
