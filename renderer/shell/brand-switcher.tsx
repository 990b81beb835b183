import { Menu } from '@mantine/core';
import { IconCheck, IconPlus, IconSelector, IconSettings, IconTrash } from '@tabler/icons-react';
import { switchBrand, useBrands } from '#renderer/api/brand';
import { removeSample } from '#renderer/api/sample';
import { BirdMark } from '#renderer/components/bird-mark';
import { BrandMark } from '#renderer/components/brand-mark';
import { Icon } from '#renderer/components/icon';
import { city, count } from '#renderer/format';
import { navigate } from '#renderer/routes';
import { useUi } from '#renderer/stores/ui';

/** Which brand the person is in. Brands never mix, so this changes everything on the screen. */
export function BrandSwitcher() {
  const { brand, brands } = useBrands();
  const openOverlay = useUi((state) => state.openOverlay);
  if (brand === null) {
    return (
      <div className="brand">
        <span className="brand-mark" style={{ background: 'var(--n4)', color: 'var(--text)' }}><BirdMark size={18} /></span>
        <span className="grow t2 brand-words">No brand yet</span>
      </div>
    );
  }
  const note = brands.length > 1 ? `${city(brand.timeZone)} · 1 of ${count(brands.length, 'brand')}` : city(brand.timeZone);
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <button type="button" className="brand" title={brand.name}>
          <BrandMark brand={brand} />
          <span className="vh">Switch brand. Now:</span>
          <span className="grow brand-words"><span className="name trunc" dir="auto">{brand.name}</span><span className="micro t3 trunc" style={{ display: 'block' }}>{note}</span></span>
          <Icon of={IconSelector} size={14} className="t3" />
        </button>
      </Menu.Target>
      <Menu.Dropdown aria-label="Brands">
        {brands.map((each) => (
          <Menu.Item
            key={each.id} leftSection={<BrandMark brand={each} size="sm" />} onClick={() => { void switchBrand(each.id); }}
            {...(each.id === brand.id ? { rightSection: <Icon of={IconCheck} size={14} />, 'aria-current': true } : {})}
          >
            {each.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<Icon of={IconPlus} size={14} />} onClick={() => openOverlay('new-brand')}>New brand</Menu.Item>
        {brand.isSample && <Menu.Item leftSection={<Icon of={IconTrash} size={14} />} onClick={() => { void removeSample(); }}>Remove the sample brand</Menu.Item>}
        <Menu.Item leftSection={<Icon of={IconSettings} size={14} />} onClick={() => navigate('/settings/brands')}>Brand settings</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
