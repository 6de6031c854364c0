import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconDownload } from '../../icons';
import { CopyButton } from '../../shell/CopyButton';
import { ErrorPanel } from '../../shell/ErrorPanel';
import { templateQuery } from '../queries';
import { download } from './download';
import styles from './panels.module.css';

/** The TOSCA template, to read and to take away. */
export function TemplatePanel({ id }: { id: string }) {
  const template = useQuery(templateQuery(id));
  if (template.isError) {
    return <ErrorPanel error={template.error} what="The template" onRetry={() => void template.refetch()} />;
  }
  if (template.isPending) {
    return <Skeleton height={300} radius="lg" role="status" aria-label="Loading the template" />;
  }
  return (
    <section aria-label="Template">
      <div className={styles.row}>
        <CopyButton label="Copy" what="the template" value={template.data} />
        <Button
          variant="default" size="xs" leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => download(`template-${id.slice(0, 8)}.yaml`, template.data)}
        >
          Download
        </Button>
      </div>
      <pre className={styles.code} tabIndex={0} aria-label="TOSCA template">{template.data}</pre>
    </section>
  );
}
