import { expect, it } from 'vitest';
import { keyFileName, knownHosts, sshCommand } from './ssh';

const host = { node: 'server', address: '192.0.2.7', hostKeys: ['192.0.2.7 ssh-ed25519 AAAA', '192.0.2.7 ssh-rsa BBBB'] };

it('makes a command that uses the downloaded key and checks the host', () => {
  const file = keyFileName('7c9e6679-7425-40de-944b-000000000001');
  expect(sshCommand('debian', host, file)).toBe(
    'ssh -i arcipelago-7c9e6679.key -o UserKnownHostsFile=arcipelago-7c9e6679.known_hosts debian@192.0.2.7',
  );
});

it('lists the keys of all hosts', () => {
  expect(knownHosts([host, { ...host, hostKeys: ['other ssh-ed25519 CCCC'] }]).split('\n')).toHaveLength(3);
});
