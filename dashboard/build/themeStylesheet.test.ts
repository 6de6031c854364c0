import { expect, it } from 'vitest';
import { stylesheet } from './themeStylesheet';

it('has the product’s colours for both themes, which nothing adds at run time', () => {
  const css = stylesheet();
  expect(css).toContain('--mantine-color-lagoon-7: #0b7285');
  expect(css).toMatch(/data-mantine-color-scheme="?'?light/);
  expect(css).toMatch(/data-mantine-color-scheme="?'?dark/);
  expect(css.match(/--surface:/g)).toHaveLength(2);
  expect(css).toContain('--mantine-color-scheme: dark');
});
