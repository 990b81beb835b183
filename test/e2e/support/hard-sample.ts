import { good, type Linnet } from './contract';

/** What real brands have and samples have not: long names, other scripts, text that runs the other way. */
export async function makeHard(linnet: Linnet): Promise<void> {
  const brand = (await linnet.brands.list()).find(({ isSample }) => isSample);
  if (brand === undefined) throw new Error('there is no sample brand');
  good(await linnet.brands.update({ id: brand.id, patch: { name: 'The Worshipful Company of Potters, Glaziers and Allied Ceramic Artisans of Lower Harrow' } }));
  const accounts = await linnet.accounts.list({ brandId: brand.id });
  const accountIds = accounts.filter(({ status }) => status !== 'disconnected').map(({ id }) => id);
  for (const text of [
    'افتتاح المعرض الجديد يوم الجمعة الساعة 18:00 في الاستوديو. الدخول مجاني! #خزف https://harrowandclay.example/open',
    'ערב פתוח בסטודיו: בואו לנסות את הגלגל ביום רביעי ב-19:30. מספר המקומות מוגבל 🏺',
    'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsfestbrotbackworkshop am Samstag',
    'https://harrowandclay.example/a/very/long/address/without/any/place/to/break/it?utm_source=bluesky&utm_medium=social&utm_campaign=autumn-open-studio-2026',
  ]) good(await linnet.posts.create({ brandId: brand.id, text, accountIds }));
}
