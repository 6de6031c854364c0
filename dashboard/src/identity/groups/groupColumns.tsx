import { Link } from '@tanstack/react-router';
import type { Group } from '../api/groups';
import type { Column } from '../ui/DataList';
import rows from '../ui/rows.module.css';

export const GROUP_COLUMNS: readonly Column<Group>[] = [
  { label: 'Group', role: 'name', cell: ({ id, name }) => <Link to="/admin/groups/$id" params={{ id }} className={rows.title}>{name}</Link> },
  { label: 'Description', cell: ({ description }) => <span>{description || '–'}</span> },
];
