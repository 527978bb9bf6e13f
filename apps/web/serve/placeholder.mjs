/**
 * The base path that the pages are built with. Next fixes its `basePath` at build time, so every response replaces this text with the path prefix under
 * which the browser reaches the dashboard: nothing, or for example `/user/ada/proxy/4310` (docs/adr/0010).
 */
export const placeholder = '/__hourglass_base_path__';
