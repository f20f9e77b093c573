import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import vue from '@vitejs/plugin-vue';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** Where `npm run dev` finds the API: the edge of a running stack. */
const edge = process.env['SMOOTHLLM_EDGE'] ?? 'http://127.0.0.1:8080';

/** Puts a packed copy beside every script and style, which the edge sends as it is. */
function packed(): Plugin {
  return {
    name: 'packed',
    apply: 'build',
    // What is on the disk is what Vite has finished.
    writeBundle({ dir = '' }, bundle) {
      for (const name of Object.keys(bundle).filter((name) => /\.(js|css)$/.test(name))) {
        const file = join(dir, name);
        writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  plugins: [vue(), packed()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { port: 5173, proxy: { '/api': edge, '/v1': edge } },
  build: {
    target: 'es2022',
    // Small files inlined as data: URLs would not get past the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // ECharts is larger, and loaded when a chart is to be seen.
    chunkSizeWarningLimit: 600,
  },
  test: {
    include: ['src/**/*.test.ts'],
    // Where Maven's modules have theirs: ./smoothllm test counts them all.
    reporters: ['default', ['junit', { outputFile: 'target/surefire-reports/TEST-unit.xml' }]],
  },
});
