import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconSearch } from '../icons';
import { Blank } from './Blank';
import { Page } from './Page';

export function NotFoundPage() {
  return (
    <Page title="Page not found">
      <Blank
        icon={IconSearch}
        title="There is no page at this address"
        text="Check the address for a typing error, or start from the catalogue."
      >
        <Button component={Link} to="/catalogue">
          Go to the catalogue
        </Button>
      </Blank>
    </Page>
  );
}
