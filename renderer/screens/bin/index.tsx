import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconSearch, IconTrash } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useBrands } from '#renderer/api/brand';
import { orpc } from '#renderer/api/client';
import { useFormat } from '#renderer/api/format';
import { useNow } from '#renderer/api/now';
import { Button } from '#renderer/components/button';
import { Empty } from '#renderer/components/empty';
import { Icon } from '#renderer/components/icon';
import { Pane } from '#renderer/components/pane';
import { ScreenBar } from '#renderer/components/screen-bar';
import { Segmented } from '#renderer/components/segmented';
import { count } from '#renderer/format';
import { navigate } from '#renderer/routes';
import { emptyBin } from './acts';
import { BinList } from './list';
import type { BinRow } from './rows';
import './bin.css';

/** What was deleted, until somebody deletes it for good. Nothing leaves by its age. */
export function BinScreen() {
  const { brands, brand } = useBrands();
  const format = useFormat();
  const now = useNow();
  const [everywhere, setEverywhere] = useState(false);
  const [typed, setTyped] = useState('');
  const [debounced] = useDebouncedValue(typed, 120);
  const query = debounced.trim();
  const brandId = everywhere ? null : brand?.id ?? null;
  const { data: cards } = useQuery({ ...orpc.posts.bin.queryOptions({ input: { brandId, query } }), placeholderData: keepPreviousData });
  const { data: removed } = useQuery(orpc.brands.bin.queryOptions());
  const rows = useMemo((): readonly BinRow[] => {
    const needle = query.toLocaleLowerCase();
    return [
      ...(removed ?? []).filter(({ name }) => name.toLocaleLowerCase().includes(needle)).map((each): BinRow => ({ kind: 'brand', key: each.id, brand: each })),
      ...(cards ?? []).map((card): BinRow => ({ kind: 'post', key: card.id, card })),
    ];
  }, [cards, removed, query]);
  const posts = cards?.length ?? 0;
  const several = brands.length > 1;
  return (
    <div className="screen">
      <ScreenBar
        title="Bin" note={cards === undefined || posts === 0 ? undefined : count(posts, 'post')}
        acts={query === '' && posts > 0 && <Button kind="danger" icon={IconTrash} onClick={() => { void emptyBin(brandId === null ? null : brand, posts); }}>Empty the bin</Button>}
      >
        {several && <Segmented label="Whose posts" value={everywhere ? 'all' : 'one'} onChange={(value) => setEverywhere(value === 'all')} options={[{ value: 'one', label: 'This brand' }, { value: 'all', label: 'All brands' }]} />}
        <TextInput className="bin-find" aria-label="Find in the bin" placeholder="Find in the bin" value={typed} maxLength={200} onChange={(event) => setTyped(event.currentTarget.value)} leftSection={<Icon of={IconSearch} />} />
      </ScreenBar>
      <div className="cols">
        <Pane label="Bin">
          {cards !== undefined && removed !== undefined && (rows.length === 0
            ? <Nothing query={query} brandName={several && !everywhere ? brand?.name ?? null : null} onEverywhere={() => setEverywhere(true)} onClear={() => setTyped('')} />
            : <><p className="bin-note small t2">Kept here until you delete it for good; nothing leaves by itself. A restored post comes back as a draft, without its time.</p><BinList key={`${everywhere}`} rows={rows} brands={brands} named={several && everywhere} format={format} now={now} /></>)}
        </Pane>
      </div>
    </div>
  );
}

interface NothingProps {
  readonly query: string;
  readonly brandName: string | null;
  readonly onEverywhere: () => void;
  readonly onClear: () => void;
}

function Nothing({ query, brandName, onEverywhere, onClear }: NothingProps) {
  if (query !== '') return <Empty act={<Button onClick={onClear}>Show everything</Button>}>Nothing in the bin says “{query}”.</Empty>;
  if (brandName !== null) return <Empty act={<Button onClick={onEverywhere}>Look in all brands</Button>}>Nothing of {brandName} is in the bin. A post you delete waits here until you bring it back or delete it for good.</Empty>;
  return <Empty act={<Button onClick={() => navigate('/calendar')}>Go to the calendar</Button>}>The bin is empty. A post you delete waits here until you bring it back or delete it for good.</Empty>;
}
