import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { themeCss } from './ui/theme/theme-css.ts'

const server = process.env.TOCSIN_PUBLIC_URL ?? 'http://127.0.0.1:8080'

/**
 * The server answers `/static/*` from `dist/web/static` and every page of `/<instance>/…` with `dist/web/index.html`.
 * In development Vite answers both and passes API calls on to a running server.
 */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), themeCss()],
  build: {
    assetsDir: 'static',
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // Fonts and pictures as files: the content security policy allows no data: fonts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
  },
  server: { host: '127.0.0.1', proxy: { '^/[^/]+/api/': { target: server, changeOrigin: true } } },
})
