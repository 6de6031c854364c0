import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { plural } from '../../format/format';
import { IconPlus, IconSitemap } from '../../icons';
import { Blank } from '../../shell/Blank';
import { Page } from '../../shell/Page';
import { allGroups, searchGroups, TREE_LIMIT, treeOf } from '../api/groups';
import { DataList } from '../ui/DataList';
import { Loaded } from '../ui/Loaded';
import { SearchField } from '../ui/SearchField';
import { Toolbar } from '../ui/Toolbar';
import { useListState } from '../ui/useListState';
import { PAGE_SIZE } from '../api/http';
import { CreateGroupDialog } from './CreateGroupDialog';
import { GROUP_COLUMNS } from './groupColumns';
import { GroupTree } from './GroupTree';

/** The tree of groups; a search shows what it finds as a list. */
export function GroupsPage() {
  const control = useListState();
  const { q } = control.state;
  const tree = useQuery({ queryKey: ['identity', 'groups', 'tree'], queryFn: ({ signal }) => allGroups(signal), enabled: q === undefined });
  const [creating, setCreating] = useState(false);
  const navigate = useNavigate();
  return (
    <Page
      title="Groups" lead="The communities and their parts. Who is in a group is in all groups above it."
      actions={<Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setCreating(true)}>New group</Button>}
    >
      <Toolbar label="Search the groups">
        <SearchField label="Name or description" value={q ?? ''} onSearch={control.search} />
      </Toolbar>
      {q === undefined ? (
        <Loaded query={tree} what="The tree of groups">
          {({ items, total }) =>
            total === 0 ? (
              <Blank icon={IconSitemap} title="No groups yet" text="Create the first community." />
            ) : (
              <>
                <GroupTree branches={treeOf(items)} label="Groups" />
                <p>
                  {plural(total, 'group')}
                  {total > items.length && `; the tree shows the first ${TREE_LIMIT}, search for the others`}
                </p>
              </>
            )
          }
        </Loaded>
      ) : (
        <FoundGroups filter={q} />
      )}
      {creating && (
        <CreateGroupDialog
          onClose={() => setCreating(false)} onDone={({ id }) => void navigate({ to: '/admin/groups/$id', params: { id } })}
        />
      )}
    </Page>
  );
}

function FoundGroups({ filter }: { filter: string }) {
  const control = useListState();
  const list = useQuery({
    queryKey: ['identity', 'groups', 'search', filter, control.page],
    queryFn: ({ signal }) => searchGroups(filter, control.page, PAGE_SIZE, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <DataList
      one="group" many="groups" columns={GROUP_COLUMNS} list={list} keyOf={({ id }) => id} control={control}
      empty={{ icon: IconSitemap, title: 'No groups yet', text: 'Create the first community.' }}
    />
  );
}
