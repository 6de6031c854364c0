import type { Credentials } from '../../api/types';

type Host = Credentials['hosts'][number];

/** The name of the key file that a download makes and the commands use. */
export function keyFileName(deploymentId: string): string {
  return `arcipelago-${deploymentId.slice(0, 8)}.key`;
}

/** A command that logs in to a host with the downloaded key and checks the host's own key. */
export function sshCommand(user: string, { address }: Host, keyFile: string): string {
  const known = keyFile.replace(/\.key$/, '.known_hosts');
  return `ssh -i ${keyFile} -o UserKnownHostsFile=${known} ${user}@${address}`;
}

/** The lines for a known_hosts file of all hosts. */
export function knownHosts(hosts: readonly Host[]): string {
  return hosts.flatMap((host) => host.hostKeys).join('\n');
}
