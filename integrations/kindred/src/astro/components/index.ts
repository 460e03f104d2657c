export { default as Digest } from './Digest.astro';
