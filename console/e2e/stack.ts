import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The stack that the journeys run on, beside any that runs already. */
export const port = process.env['SMOOTHLLM_E2E_PORT'] ?? '18923';
export const address = `http://localhost:${port}`;
export const admin = { email: 'admin@example.com', password: 'a-password-for-journeys' };

const root = fileURLToPath(new URL('../../', import.meta.url));

export const home = fileURLToPath(new URL('../node_modules/.cache/stack', import.meta.url));

/** `./smoothllm` with these words; what it says. */
export function smoothllm(...words: string[]): string {
  return execFileSync('./smoothllm', words, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      SMOOTHLLM_HOME: home,
      SMOOTHLLM_PORT: port,
      SMOOTHLLM_ADMIN_EMAIL: admin.email,
      SMOOTHLLM_ADMIN_PASSWORD: admin.password,
    },
  });
}
