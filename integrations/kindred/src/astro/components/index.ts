export { default as Digest } from './Digest.astro';
export { default as EventCard } from './EventCard.astro';
export { default as EventFacts } from './EventFacts.astro';
export { default as EventJsonLd } from './EventJsonLd.astro';
export { default as Rsvp } from './Rsvp.astro';
export { default as Subscribe } from './Subscribe.astro';
export { default as Ticket } from './Ticket.astro';
