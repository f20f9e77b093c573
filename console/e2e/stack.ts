import { execFileSync } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

/** The stack that the journeys run on, beside any that runs already. */
export const admin = { email: 'admin@example.com', password: 'a-password-for-journeys' };
// The first process that asks chooses; its children are told by the environment.
const port = (process.env['SMOOTHLLM_E2E_PORT'] ??= await freePort());
export const address = `http://localhost:${port}`;

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Left as it is when it has stopped: the logs say why something failed. */
export const home = fileURLToPath(new URL('../target/stack', import.meta.url));

/** `./smoothllm` with these words; what it says. */
export function smoothllm(...words: string[]): string {
  return execFileSync('./smoothllm', words, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      // Its services live for minutes: the optimising compiler would cost more than it gives.
      JDK_JAVA_OPTIONS: '-XX:TieredStopAtLevel=1',
      SMOOTHLLM_HOME: home,
      SMOOTHLLM_PORT: port,
      SMOOTHLLM_ADMIN_EMAIL: admin.email,
      SMOOTHLLM_ADMIN_PASSWORD: admin.password,
    },
  });
}

function freePort(): Promise<string> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(String(port)));
    });
  });
}
