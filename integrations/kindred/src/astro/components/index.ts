export { default as Digest } from './Digest.astro';
export { default as Subscribe } from './Subscribe.astro';
