/* engine/base/codes.h: every code that a message can carry, with its meaning.  Codes are stable:
 * a new one takes the next free number of its range, a dropped one is never used again.
 *
 * 01 JSON · 02 shape of a course (fields, types, limits) · 03 ids and references · 04 role-plays
 * 05 content (strict) · 06 pictures, fonts, text, themes · 07 the store · 08 rosters and bundles
 * 09 use and surroundings · 10 play scripts · 11 packs */
#ifndef KJ_BASE_CODES_H
#define KJ_BASE_CODES_H

#define KJ_CODES(X) \
    X("E0101", "JSON syntax error") \
    X("E0102", "invalid UTF-8") \
    X("E0103", "character that is not allowed in a text") \
    X("E0104", "number out of range") \
    X("E0105", "key given twice in one object") \
    X("E0106", "nested too deep") \
    X("E0107", "file too large") \
    X("E0201", "unknown key") \
    X("E0202", "required key is missing") \
    X("E0203", "value of a wrong type") \
    X("E0204", "value out of range or text too long") \
    X("E0205", "too many or too few elements") \
    X("E0206", "word is not one of those allowed") \
    X("E0207", "not a valid id") \
    X("E0208", "inline markup is wrong") \
    X("E0209", "path leaves the course folder") \
    X("E0210", "file of the course cannot be read") \
    X("E0211", "formula of a figure is wrong") \
    X("E0212", "text is not of the form that is asked for") \
    X("E0213", "more problems than are shown") \
    X("E0301", "id given twice") \
    X("E0302", "reference to an id that does not exist") \
    X("E0303", "figure that does not exist") \
    X("E0401", "node that no path reaches") \
    X("E0402", "choice that no path can take") \
    X("E0403", "ending that no path reaches") \
    X("E0404", "no good ending is left after a choice") \
    X("E0405", "loop without a way out") \
    X("E0406", "node without a choice that is always offered") \
    X("E0407", "too many states to enumerate") \
    X("E0501", "item without exactly the right answers that its type needs") \
    X("E0502", "content contradicts itself") \
    X("W0501", "content that a trainer would object to") \
    X("W0503", "simulated learners meet a fault of the course") \
    X("W0505", "translation that does not fit its text") \
    X("W0504", "new version of a course that records cannot follow") \
    X("E0601", "picture is missing") \
    X("E0602", "picture cannot be read") \
    X("E0603", "no font") \
    X("W0604", "no font has this character") \
    X("E0605", "content does not fit its box") \
    X("E0606", "colours of a theme that cannot be told apart") \
    X("E0607", "font of a theme cannot be used") \
    X("E0701", "event is not saved") \
    X("E0702", "store cannot be opened") \
    X("E0703", "store is of a newer version") \
    X("E0704", "chain is broken") \
    X("W0705", "event without a chain") \
    X("E0706", "store is damaged") \
    X("E0707", "signing key cannot be used") \
    X("E0708", "PIN cannot be used") \
    X("E0710", "another system cannot be reached") \
    X("E0711", "another system lets nobody in") \
    X("E0801", "row of a roster is wrong") \
    X("E0802", "event of a bundle is wrong") \
    X("E0803", "event with the same id and other content") \
    X("E0804", "learner does not exist") \
    X("E0805", "course is not passed") \
    X("E0806", "certificate is not good") \
    X("E0811", "file of translations is wrong") \
    X("E0812", "file to import is wrong") \
    X("W0812", "part of an imported file that has no place in a course") \
    X("E0813", "another system refuses a statement") \
    X("E0814", "another system has another statement of this id") \
    X("E0901", "wrong use of the command") \
    X("E0902", "file cannot be read") \
    X("E0903", "file cannot be written") \
    X("E0904", "no display") \
    X("E0905", "out of memory") \
    X("E0906", "network cannot be used") \
    X("E1001", "play script cannot go on") \
    X("E1101", "file is not a pack, or is damaged") \
    X("E1102", "member that a pack must not have") \
    X("E1103", "member of a pack is not as it was packed") \
    X("E1104", "manifest of a pack is missing or wrong") \
    X("E1105", "pack needs a newer program") \
    X("E1106", "pack exceeds a limit") \
    X("E1107", "signature of a pack does not fit") \
    X("W1108", "character that a pack's fonts lack")

#endif
