/*
 * What a letter of one's own is made of: `import { Frame, Button, slot } from 'astro-kindred/letters'`.
 */
export { apart } from '../../base/bidi.ts';
export { direction } from '../../base/language.ts';
export type { Site } from '../../base/site.ts';
export { formFor, say, strings } from '../../base/strings.ts';
export { slot, slotEnd, slotStart } from '../../base/template.ts';
export { digestParts } from '../components/digest-parts.ts';
export { default as Button } from './Button.astro';
export { default as Entry } from './Entry.astro';
export { default as EventSlots } from './EventSlots.astro';
export { default as Frame } from './Frame.astro';
export { default as PrivateSlot } from './PrivateSlot.astro';
export { default as RsvpStanding } from './RsvpStanding.astro';
