import { Menu, Text, UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconLogout, IconUserCircle } from '../icons';
import { useMe } from '../session/me';
import { session } from '../session/session';
import styles from './UserMenu.module.css';

export function UserMenu() {
  const { name, email, groups, admin } = useMe();
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <UnstyledButton className={styles.avatar} aria-label={`Account of ${name}`}>
          {initials(name)}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.person}>
          <Text fw={600}>{name}</Text>
          {email && (
            <Text size="sm" c="dimmed">
              {email}
            </Text>
          )}
          <Text size="sm" c="dimmed" mt={6}>
            {groups.length > 0 ? `Groups: ${groups.join(', ')}` : 'In no group'}
            {admin && ' · administrator'}
          </Text>
        </div>
        <Menu.Divider />
        <Menu.Item component={Link} to="/account/profile" leftSection={<IconUserCircle size={16} aria-hidden />}>
          My account
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => session.signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = words[0]?.[0] ?? '?';
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : '';
  return (first + last).toUpperCase();
}
