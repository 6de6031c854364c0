// Builds or tests the dashboard, each only when its inputs have changed since it last succeeded.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const CONTRACT = '../contracts/src/main/resources/openapi/orchestrator.yaml';
const BUILT = 'target/classes/META-INF/resources/ui/index.html';
const INPUTS = [
  CONTRACT, 'src', 'public', 'build', 'index.html', 'package.json', 'package-lock.json', 'tsconfig.json',
  'vite.config.ts',
];

function filesBelow(path) {
  return statSync(path).isDirectory()
    ? readdirSync(path).filter((name) => name !== 'generated').sort().flatMap((name) => filesBelow(join(path, name)))
    : [path];
}

function digest(paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(filesBelow)) {
    hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** Does the work unless the mark beside it says that it was done for the same inputs. */
function onceFor(mark, inputs, isThere, work) {
  const wanted = digest(inputs);
  if (isThere() && existsSync(mark) && readFileSync(mark, 'utf8') === wanted) {
    return false;
  }
  work();
  mkdirSync(join(mark, '..'), { recursive: true });
  writeFileSync(mark, wanted);
  return true;
}

function run(command, ...args) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) {
    console.error(`Dashboard: ${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ''}.`);
    process.exit(status ?? 1);
  }
}

function install() {
  onceFor('node_modules/.installed', ['package-lock.json'], () => existsSync('node_modules'), () =>
    run('npm', 'ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'),
  );
}

function build() {
  install();
  const built = onceFor('target/ui-build.sha256', INPUTS, () => existsSync(BUILT), () =>
    run('npm', 'run', '--silent', 'build'),
  );
  if (!built) {
    console.log('Dashboard: unchanged, not built again.');
  }
}

switch (process.argv[2]) {
  case 'build':
    build();
    break;
  case 'test':
    build();
    onceFor('target/ui-test.sha256', INPUTS, () => existsSync('target/surefire-reports/TEST-dashboard.xml'), () =>
      run('npm', 'run', '--silent', 'test'),
    );
    break;
  case 'browser':
    build();
    mkdirSync('target/failsafe-reports', { recursive: true });
    run('npm', 'run', '--silent', 'test:browser');
    break;
  default:
    console.error('Usage: node build/ui.mjs build|test|browser');
    process.exit(2);
}
