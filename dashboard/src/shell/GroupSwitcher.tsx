import { Button, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown, IconUsers } from '../icons';
import styles from './GroupSwitcher.module.css';
import { useActiveGroup, useSwitchGroup } from '../session/activeGroup';
import { useMe } from '../session/me';

/** The group that catalogue, sites and new deployments belong to. */
export function GroupSwitcher() {
  const { groups } = useMe();
  const active = useActiveGroup();
  const switchTo = useSwitchGroup();
  if (active === undefined) {
    return null;
  }
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Button
          variant="default" size="sm" aria-label={`Group: ${active}. Change group`}
          leftSection={<IconUsers size={16} aria-hidden />} classNames={{ section: styles.section ?? '' }}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {active}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Work for the group</Menu.Label>
        {groups.map((group) => (
          <Menu.Item
            key={group}
            onClick={() => switchTo(group)}
            aria-current={group === active ? 'true' : undefined}
            rightSection={group === active ? <IconCheck size={16} aria-label="active" /> : null}
          >
            {group}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
