/*
 * The letters of this room, one function for each: it takes the event in the reader's language (`findEvent`), with the SEQUENCE
 * that letters carry now (`withSequence`), and a desk whose template is that of the letter its comment names.
 */
export { cancelledLetter, updateLetter } from './letters/change.ts';
export { confirmDraft } from './letters/confirm.ts';
export { reminderLetter, thanksLetter } from './letters/day.ts';
export { mailTo, type Desk } from './letters/desk.ts';
export { invitationLetter } from './letters/invitation.ts';
export { answerLetter, offerLetter } from './letters/standing.ts';
