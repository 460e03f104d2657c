import { tellTimeline, type Interaction, type Person } from '../person/index.ts';
import type { Proposal } from '../reply/index.ts';
import type { Snapshot } from '../files/snapshot.ts';
import { printable } from './io.ts';

/** One person on one line. */
export function personLine({ id, name, email, state, circle }: Person): string {
	return `${String(id).padStart(4)}  ${name || '(no name)'} <${email}>  ${state}, ${circle}`;
}

/** One person, what they chose, and everything that happened, oldest first. */
export function personStory(
	person: Person & { readonly addresses?: readonly string[] },
	timeline: readonly Interaction[],
	{ snapshot }: { readonly snapshot: Titles },
): string {
	const { languages, topics, frequency, via, createdAt } = person;
	const others = (person.addresses ?? []).filter((email) => email !== person.email);
	const facts = [
		others.length ? `also ${others.join(', ')}` : '',
		languages.length ? `reads ${languages.join(', ')}` : '',
		`topics: ${topics.join(', ') || 'all'}`,
		`how often: ${frequency}`,
		via ? `came through ${via}` : '',
		`known since ${createdAt.slice(0, 10)}`,
	].filter(Boolean);
	const told = tellTimeline(timeline, (subject) => titleOf(snapshot, subject));
	const wide = Math.max(0, ...told.map(({ kind }) => kind.length));
	const lines = told.map(({ at, kind, about, detail }) => {
		const what = [about, detail].filter(Boolean).join(': ');
		return `${at.slice(0, 16).replace('T', ' ')}  ${kind.padEnd(wide)}  ${what}`.trimEnd();
	});
	const story = `${personLine(person).trim()}\n${facts.join(' · ')}\n\n${lines.join('\n') || 'Nothing has happened yet.'}\n`;
	// What people wrote stands in it.
	return printable(story);
}

/** Addresses that may be somebody's, each with what the author can do about it. */
export function proposalLines(proposals: readonly Proposal[]): string {
	const lines = proposals.map(
		({ person, email, reason }) =>
			`\n${email} may be another address of #${person}: ${reason}\n  kindred person merge ${person} ${email} --yes, or --never\n`,
	);
	return printable(lines.join(''));
}

/** The entries whose titles a story tells. */
type Titles = Pick<Snapshot, 'posts' | 'events' | 'digests'>;

/** What a subject of the log is called: `digest:2026-11` → its title. */
export function titleOf(snapshot: Titles, subject: string): string | undefined {
	const [noun = '', ...rest] = subject.split(':');
	const group = rest.join(':');
	const shelf = { post: snapshot.posts, event: snapshot.events, digest: snapshot.digests }[noun];
	const found = shelf?.find((one) => one.group === group);
	return found && `${noun} “${found.title}”`;
}
