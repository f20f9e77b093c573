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
    generateBundle(_, bundle) {
      for (const [fileName, file] of Object.entries(bundle)) {
        const source = file.type === 'chunk' ? file.code : file.source;
        if (!/\.(js|css)$/.test(fileName)) continue;
        this.emitFile({
          type: 'asset',
          fileName: `${fileName}.gz`,
          source: gzipSync(source, { level: 9 }),
        });
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
  test: { environment: 'happy-dom', include: ['src/**/*.test.ts'] },
});
