import { defineConfig } from '@playwright/test';
import { chromium } from './chromium';
import { address } from './stack';

export default defineConfig({
  testDir: '.',
  outputDir: '../target/journeys',
  globalSetup: './start.ts',
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [
    ['list'],
    // Where Maven's modules have theirs: ./smoothllm test counts them all.
    ['junit', { outputFile: '../target/surefire-reports/TEST-journeys.xml' }],
  ],
  forbidOnly: true,
  use: {
    baseURL: address,
    viewport: { width: 1400, height: 900 },
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
    permissions: ['clipboard-read', 'clipboard-write'],
    contextOptions: { reducedMotion: 'reduce' },
    trace: 'off',
    launchOptions: {
      executablePath: chromium(),
      // Chromium's own sandbox does not start for root, as which tests run in containers.
      args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    },
  },
  projects: [
    // Wants a stack that nobody has used yet.
    { name: 'first run', testMatch: 'firstRun.spec.ts' },
    { name: 'plant', testMatch: 'plant.setup.ts', dependencies: ['first run'] },
    { name: 'journeys', testMatch: /(?<!firstRun)\.spec\.ts/, dependencies: ['plant'] },
  ],
});
