export type { Site } from './base/site.ts';
export type { DigestEntry, Plan, Reading } from './digest/index.ts';
export type { KindredEvent, Place, Rsvp } from './event/index.ts';
export type { Interaction, Person } from './person/index.ts';
export type { Cover, Post, PostEntry, Provenance } from './post/index.ts';
export type { Mail, Reply } from './reply/index.ts';
