/* Asks libical whether calendar files are what RFC 5545 and 5546 want. Each line of the input names one; each line of the output
 * is that name, a tab, and `ok` or what is wrong. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void say_errors(icalcomponent *part) {
	for (icalproperty *error = icalcomponent_get_first_property(part, ICAL_XLICERROR_PROPERTY); error;
	     error = icalcomponent_get_next_property(part, ICAL_XLICERROR_PROPERTY))
		printf(" %s;", icalproperty_get_value_as_string(error));
	for (icalcomponent *child = icalcomponent_get_first_component(part, ICAL_ANY_COMPONENT); child;
	     child = icalcomponent_get_next_component(part, ICAL_ANY_COMPONENT))
		say_errors(child);
}

int main(void) {
	static char name[4096], text[1 << 23];
	icalerror_set_errors_are_fatal(0);
	while (fgets(name, sizeof name, stdin)) {
		name[strcspn(name, "\n")] = '\0';
		FILE *file = fopen(name, "rb");
		if (!file) return perror(name), 1;
		text[fread(text, 1, sizeof text - 1, file)] = '\0';
		fclose(file);
		icalcomponent *calendar = icalparser_parse_string(text);
		int good = calendar && icalcomponent_count_errors(calendar) == 0;
		good = good && icalrestriction_check(calendar) && icalcomponent_count_errors(calendar) == 0;
		printf("%s\t%s", name, good ? "ok" : calendar ? "wrong:" : "no calendar");
		if (calendar && !good) say_errors(calendar);
		printf("\n");
		if (calendar) icalcomponent_free(calendar);
	}
	return 0;
}
