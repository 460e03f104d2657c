import { expect, test } from 'vitest';
import { calendarDay } from '../../integrations/kindred/src/post/calendar-day.ts';

test.each([
	['2018-06-11', '2018-06-11'],
	['2018-06-1 20:33:00', '2018-06-01'],
	['2018-06-11T23:30:00+09:00', '2018-06-11'],
	['2018-06-11 00:10:00 -0500', '2018-06-11'],
	['2023-08-07 10:01 GMT', '2023-08-07'],
	['2018/6/1', '2018-06-01'],
	['20180611', '2018-06-11'],
	['2018年6月11日', '2018-06-11'],
	['May 01 2024', '2024-05-01'],
	['February 9, 2015', '2015-02-09'],
	['9 Feb 2015 10:00', '2015-02-09'],
	['Sept. 3rd, 2020', '2020-09-03'],
	['Tue, 04 Aug 2020 10:00:00 GMT', '2020-08-04'],
	['Mon Jan 02 2006', '2006-01-02'],
])('%s means %s', (written, day) => {
	expect(calendarDay(written)).toEqual({ day });
});

test.each(['2019-02-30', '2023-13-45', '2023-00-10', 'February 30, 2015'])(
	'%s does not roll over into another day',
	(written) => {
		expect(calendarDay(written)).toHaveProperty('problem', expect.stringContaining('does not exist'));
	},
);

test.each(['', 'soon', '05/06/2024', '2024', 'Someday 1 2024'])('%j is not guessed at', (written) => {
	expect(calendarDay(written)).toHaveProperty('problem');
});
