import { ActionIcon, useMantineColorScheme } from '@mantine/core';
import { useColorScheme } from '@mantine/hooks';
import { IconMoon, IconSun } from '../icons';

export function ThemeToggle() {
  // Without keepTransitions Mantine adds an inline style element, which the policy forbids.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const system = useColorScheme('light', { getInitialValueInEffect: false });
  const dark = (colorScheme === 'auto' ? system : colorScheme) === 'dark';
  const label = dark ? 'Use the light theme' : 'Use the dark theme';
  return (
    <ActionIcon
      variant="subtle" color="gray" size={36} aria-label={label} title={label}
      onClick={() => setColorScheme(dark ? 'light' : 'dark')}
    >
      {dark ? <IconSun size={20} aria-hidden /> : <IconMoon size={20} aria-hidden />}
    </ActionIcon>
  );
}
