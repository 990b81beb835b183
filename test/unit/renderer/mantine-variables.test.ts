import { MantineProvider } from '@mantine/core';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { cssVariablesResolver, theme } from '#renderer/theme';

/*
 * Mantine writes the variables of a theme into the page when it is drawn: a second style sheet, read in the middle of a
 * start. Ours never change, so they are a file. `node scripts/vitest.mjs run test/unit/renderer/mantine-variables.test.ts -u`
 * writes it again after a change of the theme or of Mantine.
 */
test('the style sheet of Mantine’s variables is what Mantine makes of our theme', async () => {
  const page = renderToStaticMarkup(createElement(MantineProvider, { theme, cssVariablesResolver, withGlobalClasses: false, env: 'test' }));
  const css = /^<style data-mantine-styles="true">(.*)<\/style>$/s.exec(page)?.[1];
  if (css === undefined) throw new Error(`Mantine makes its variables otherwise now: ${page.slice(0, 200)}`);
  const lines = css.replaceAll('{', '{\n').replaceAll(';', ';\n').replaceAll('}', '}\n').replaceAll(/^\s*(?=--)/gm, '  ').trim();
  await expect(`/* Made from theme.ts by test/unit/renderer/mantine-variables.test.ts. */\n${lines}\n`).toMatchFileSnapshot('../../../renderer/styles/mantine-variables.css');
});
