import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { themeStylesheet } from './build/themeStylesheet.ts';

export default defineConfig({
  base: '/ui/',
  plugins: [react(), themeStylesheet()],
  build: {
    outDir: 'target/classes/META-INF/resources/ui',
    emptyOutDir: true,
    target: 'es2022',
    // A data: URL for a font or a script would need a wider content security policy.
    assetsInlineLimit: 0,
    // The polyfill is an inline script in some browsers; all supported ones preload modules.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
            { name: 'mantine', test: /node_modules\/(@mantine|@floating-ui|react-remove-scroll)/ },
            { name: 'tanstack', test: /node_modules\/@tanstack\// },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/identity': 'http://localhost:8800', '/orchestrator': 'http://localhost:8800', '/registry': 'http://localhost:8800',
      '/feeder': 'http://localhost:8800',
    },
  },
  test: {
    include: ['src/**/*.test.ts', 'build/**/*.test.ts'],
    environment: 'node',
  },
});
