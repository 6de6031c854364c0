import { ActionIcon } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { IconChevronDown, IconChevronRight } from '../../icons';
import { lastPart, type Branch } from '../api/groups';
import styles from './GroupTree.module.css';

/** Groups with those below them; branches fold. */
export function GroupTree({ branches, label }: { branches: readonly Branch[]; label?: string }) {
  return (
    <ul className={styles.tree} aria-label={label}>
      {branches.map((branch) => <Node key={branch.group.id} branch={branch} />)}
    </ul>
  );
}

function Node({ branch: { group, below } }: { branch: Branch }) {
  const [open, setOpen] = useState(true);
  return (
    <li>
      <div className={styles.node}>
        {below.length > 0 ? (
          <ActionIcon
            variant="subtle" color="gray" aria-expanded={open} onClick={() => setOpen(!open)}
            aria-label={`Groups below ${group.name}`}
          >
            {open ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />}
          </ActionIcon>
        ) : (
          <span className={styles.leaf} aria-hidden />
        )}
        <Link to="/admin/groups/$id" params={{ id: group.id }} className={styles.name} title={group.name}>
          {lastPart(group.name)}
        </Link>
        <span className={styles.about}>{group.description}</span>
      </div>
      {open && below.length > 0 && <GroupTree branches={below} />}
    </li>
  );
}
