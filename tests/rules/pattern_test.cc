#include "rules/pattern.h"

#include <re2/re2.h>

#include <catch2/catch.hpp>
#include <string>

#include "rules/lazy_regex.h"

namespace factmill {
namespace {

const Pieces kPieces = {
    {"year", R"(\d\d\d\d)"},
    {"to", "-|到"},
    {"day", "{n=quantity}日"},  // A piece with a slot.
    {"span", "{year}{to}{year}"},
    {"loop", "a{pool}"},
    {"pool", "b{loop}"},
    {"broken", "(?:a"},
    {"odd", R"(a\y)"},
};

std::string Print(const Slot& slot) {
  static constexpr const char* kNames[] = {"quantity",   "unit", "prefix", "noun",
                                           "classifier", "term", "hedge"};
  std::string out = "{" + slot.name + "=" + kNames[static_cast<int>(slot.kind)];
  if (slot.kind == SlotKind::kUnit || slot.kind == SlotKind::kPrefix) {
    out += ":" + std::string(KindName(slot.unit_kind));
  }
  if (slot.kind == SlotKind::kTerm) out += ":" + slot.role;
  return out + "}";
}

// "{q=quantity}/ ?/{u=unit:money}"; forms stand apart by " || ".
std::string Print(const Pattern& pattern) {
  std::string out;
  for (const Form& form : pattern.forms) {
    if (!out.empty()) out += " || ";
    for (const Element& element : form.elements) {
      out += element.regex == nullptr ? Print(element.slot) : "/" + element.text + "/";
    }
  }
  return out;
}

struct Case {
  const char* name;
  std::string pattern, forms;
  int captures;
};

const Case kPatterns[] = {
    {"words", "第一", "/(?:第一)/", 0},
    {"a slot", "{q=quantity}", "{q=quantity}", 1},
    {"slots and text in turn", "第 ?{q=quantity}届", "/第 ?/{q=quantity}/届/", 1},
    {"all slots",
     "{q=quantity}{u=unit:money}{p=prefix:measure}{n=noun}{c=classifier}{m=term:date.month}{h="
     "hedge}",
     "{q=quantity}{u=unit:money}{p=prefix:measure}{n=noun}{c=classifier}{m=term:date.month}"
     "{h=hedge}",
     7},
    {"a slot that may be left out", "{u=prefix:money}(?:{h=hedge} ?)?{q=quantity}",
     "{u=prefix:money}{h=hedge}/ ?/{q=quantity} || {u=prefix:money}{q=quantity}", 3},
    {"a bare slot that may be left out", "共{h=hedge}?{q=quantity}",
     "/共/{h=hedge}{q=quantity} || /共/{q=quantity}", 2},
    {"two such slots make four forms", "{h=hedge}?{q=quantity}{c=classifier}?",
     "{h=hedge}{q=quantity}{c=classifier} || {q=quantity}{c=classifier} || "
     "{h=hedge}{q=quantity} || {q=quantity}",
     3},
    {"alternatives with slots", "{q=quantity}元|元{q=quantity}",
     "{q=quantity}/元/ || /元/{q=quantity}", 1},
    {"alternatives inside", "a(?:{q=quantity}|b)c", "/a/{q=quantity}/c/ || /abc/", 1},
    {"alternatives without slots stay one", "(?:a|b)c|d", "/(?:(?:a|b)c|d)/", 0},
    {"an optional beginning makes two forms", "(?:the )?end", "/(?:(?:the )?end)/", 0},
    {"an optional beginning before a slot", "(?:the )?{q=quantity} ",
     "/(?:the )/{q=quantity}/ / || {q=quantity}/ /", 1},
    {"a plain group only groups", "(a|b){q=quantity}", "/(?:a|b)/{q=quantity}", 1},
    {"a named group", "(?P<q>[1-9])/(?P<den>[2-9])", "/(?:(?P<q>[1-9])/(?P<den>[2-9]))/", 2},
    {"a piece", "{year}年", R"(/(?:(?:\d\d\d\d)年)/)", 0},
    {"a captured piece", "{y=year}年", R"(/(?:(?P<y>\d\d\d\d)年)/)", 1},
    {"pieces of pieces", "{span}", R"(/(?:(?:(?:\d\d\d\d)(?:-|到)(?:\d\d\d\d)))/)", 0},
    {"a piece with a slot", "第{day}", "/第/{n=quantity}/日/", 1},
    {"a piece may be repeated", "{year}{2}{q=quantity}", R"(/(?:\d\d\d\d){2}/{q=quantity})", 1},
    {"repetitions", R"(\d{4}a{2,}b{0,3}c+?{q=quantity})", R"(/\d{4}a{2,}b{0,3}c+?/{q=quantity})",
     1},
    {"escapes", R"(\.\{q\}\(\|\\{q=quantity})", R"(/\.\{q\}\(\|\\/{q=quantity})", 1},
    {"classes", R"([^{}()|\]-][[:alpha:]][]a]{q=quantity})",
     R"(/[^{}()|\]-][[:alpha:]][]a]/{q=quantity})", 1},
    {"scripts", R"(\p{Han}\pL\x{4E00}{q=quantity})", R"(/\p{Han}\pL\x{4E00}/{q=quantity})", 1},
    {"an empty alternative", "(?:年|){q=quantity}", "/(?:年|)/{q=quantity}", 1},
    {"a name said in two forms counts once", "{q=quantity}元|元{q=quantity}圆",
     "{q=quantity}/元/ || /元/{q=quantity}/圆/", 1},
};

TEST_CASE("a pattern is taken apart into forms of regular expressions and slots") {
  for (const Case& c : kPatterns) {
    DYNAMIC_SECTION(c.name) {
      PatternError error;
      const auto pattern = ParsePattern(c.pattern, kPieces, false, &error);
      INFO(error.message);
      REQUIRE(pattern);
      CHECK(Print(*pattern) == c.forms);
      CHECK(pattern->captures == c.captures);
    }
  }
}

struct ErrorCase {
  const char* name;
  std::string pattern;
  std::string marked;  // The part of the pattern that is underlined.
  std::string message, help;
};

const ErrorCase kErrors[] = {
    {"look-ahead", "元(?!件)", "(?!", "RE2 has no look-ahead \"(?!\"",
     "take it out and add   not_followed_by = '...'"},
    {"look-behind", "(?<!第)三", "(?<!", "RE2 has no look-behind \"(?<!\"",
     "take it out and add   not_preceded_by = '...'"},
    {"named group of another engine", "(?<q>a)", "(?<", "a named group is written (?P<name>...)",
     "add the P"},
    {"flags", "(?i)a", "(?", "flags inside a pattern are not supported",
     "case = \"exact\" on the rule makes letters match in their own case"},
    {"word boundary", R"(\b5)", R"(\b)", R"('\b' has no meaning here)",
     "take it out: a match never begins or ends inside a word or a number"},
    {"beginning", "^第", "^", "'^' has no meaning here",
     "take it out; not_preceded_by and not_followed_by look around a match"},
    {"end", "元$", "$", "'$' has no meaning here",
     "take it out; not_preceded_by and not_followed_by look around a match"},
    {"back-reference", R"((a)\1)", R"(\1)", "there are no back-references",
     "name the two parts apart"},
    {"a lone backslash", "a\\", "\\", "the pattern ends in a lone backslash", ""},
    {"open group", "a(?:b", "(", "the ( is never closed", "add the )"},
    {"closed twice", "a)b", ")", "there is a ) without its (", ""},
    {"open class", "a[bc", "[", "the [ is never closed", "add the ]"},
    {"open braces", "{q=quantity元", "{q=quantity", "the { is never closed",
     "a name in braces is written {name=what}"},
    {"open group name", "(?P<q", "(?P<", "the group's name is never closed", ""},
    {"slot without a name", "第{quantity}", "{quantity}", "a slot needs a name",
     "write {q=quantity}"},
    {"slot repeated", "{q=quantity}+", "+", "a slot may be left out (?), but not repeated",
     "write the slot twice, with two names"},
    {"group with a slot repeated", "(?:{q=quantity},){2,3}", "{2,3}",
     "a slot may be left out (?), but not repeated", "write the slot twice, with two names"},
    {"unknown piece", "{yaer}年", "{yaer}", "there is no piece or slot 'yaer'",
     "did you mean 'year'?"},
    {"unknown piece, nothing near", "{colour}", "{colour}", "there is no piece or slot 'colour'",
     "pieces are defined in [pieces]"},
    {"slot misspelt", "{q=quantty}", "{q=quantty}", "there is no piece or slot 'quantty'",
     "did you mean 'quantity'?"},
    {"unit without its kind", "{u=unit}", "{u=unit}", "a unit needs its kind",
     "write {u=unit:money}, {m=term:date.month}"},
    {"unit of no kind", "{u=unit:monei}", "{u=unit:monei}", "there is no kind 'monei', but 'money'",
     "write {u=unit:money}, {m=term:date.month}"},
    {"term without a role", "{m=term}", "{m=term}", "a term needs its role",
     "write {u=unit:money}, {m=term:date.month}"},
    {"quantity with an argument", "{q=quantity:money}", "{q=quantity:money}",
     "'quantity' takes nothing after a colon", "write {u=unit:money}, {m=term:date.month}"},
    {"an error inside a piece", "a{broken}", "{broken}", "in piece 'broken': the ( is never closed",
     "add the )"},
    {"nothing", "(?:a)?", "(?:a)?", "the pattern can match nothing at all",
     "make one part of it necessary"},
    {"nothing but optional slots", "{q=quantity}?", "{q=quantity}?",
     "the pattern can match nothing at all", "make one part of it necessary"},
    {"too many forms", "{a=noun}?{b=noun}?{c=noun}?{d=noun}?{e=noun}?{f=noun}?{g=noun}?x",
     "{a=noun}?{b=noun}?{c=noun}?{d=noun}?{e=noun}?{f=noun}?{g=noun}?x",
     "the pattern has more than 64 forms", "split it into two rules"},
    {"positive look-ahead", "元(?=件)", "(?=", "RE2 has no look-ahead \"(?=\"",
     "take it out and add   followed_by = '...'"},
    {"positive look-behind", "(?<=第)三", "(?<=", "RE2 has no look-behind \"(?<=\"",
     "take it out and add   preceded_by = '...'"},
    {"pieces in a circle", "a{loop}", "{loop}", "piece 'loop' names itself, by way of 'pool'", ""},
    {"a group twice", "(?P<q>a)(?P<q>b)", "(?P<q>", "two captures are called 'q'",
     "give each its own name"},
    {"a group in two alternatives", "(?P<q>ab)|(?P<q>b)", "(?P<q>", "two captures are called 'q'",
     "give each its own name"},
    {"the same slot name twice", "{q=quantity}到{q=quantity}", "{q=quantity}",
     "two captures are called 'q'", "give each its own name"},
    {"a name that a piece has too", "{n=noun}{day}", "{day}", "two captures are called 'n'",
     "give each its own name"},
    {"repeating nothing", "*a", "*", "there is nothing before the *", ""},
    {"repeating nothing so often", "a|{2}", "{2}", "there is nothing before the {2}", ""},
    {"repeating nothing in a group", "(+a)", "+", "there is nothing before the +", ""},
    {"too many repetitions", "a{2000}", "{2000}", "a repetition is too large",
     "RE2 repeats a thousand times at most; a few dozen keep matching fast"},
    {"too many repetitions to count", "a{1,99999999999}?", "{1,99999999999}",
     "a repetition is too large",
     "RE2 repeats a thousand times at most; a few dozen keep matching fast"},
    {"too many repetitions of repetitions", "b(?:a{50}){30}c", "{30}", "a repetition is too large",
     "RE2 repeats a thousand times at most; a few dozen keep matching fast"},
    {"repetitions that run backwards", "a{5,2}b", "{5,2}", "'{5,2}' runs backwards",
     "the smaller count comes first: {2,5}"},
    {"no count", "a{2-5}b", "{2-5}", "'{2-5}' is no count of repetitions",
     "write {2}, {2,} or {2,5}; \\{ is the sign itself"},
    {"a repetition of a repetition", "ab+*c", "+*", "one repetition stands right behind another",
     "put the first one and what it repeats in a group: (?:...)"},
    {"capital letters in braces", "{q=Quantity}元", "{q=Quantity}",
     "'{q=Quantity}' is no name in braces",
     "write {q=quantity} or {piece}, in small letters; \\{ is the sign itself"},
    {"a name for a capture", "{a.b=year}", "{a.b=year}", "'a.b' is no name for a capture",
     "a name is made of letters from a to z, digits and _"},
    {"a name for a group", "(?P<the-year>a)", "(?P<the-year>",
     "'the-year' is no name for a capture", "a name is made of letters from a to z, digits and _"},
    {"a back-reference by name", "(?P<y>a)(?P=y)", "(?P=", "there are no back-references",
     "name the two parts apart"},
    {"an escape without meaning", R"(元\y[a-z])", R"(\y)", R"('\y' has no meaning)",
     "behind a \\ stand d, w, s, t, n, p{Han}, x{4E2D}, or a sign such as . or ("},
    {"a character by its number", R"([\u4e00]元)", R"(\u)", R"('\u' has no meaning)",
     "write the character itself, or its number as \\x{4E2D}"},
    {"a script without a name", R"(元\p{Chinese}+)", R"(\p{Chinese})",
     R"(there are no characters called '\p{Chinese}')",
     "write \\p{Han} for Chinese characters, \\p{L} for letters of any kind"},
    {"a class without a name", "元[[:letter:]]", "[:letter:]",
     "there are no characters called '[:letter:]'",
     "write [:alpha:], [:digit:], [:alnum:], [:upper:], [:lower:] or [:punct:]"},
    {"a range that runs backwards", "[a-z][z-a]", "z-a", "'z-a' is no range of characters",
     "the first comes before the second: [a-z]; a plain - stands last: [az-]"},
    {"a class of nothing", R"(a[^\s\S]b)", R"([^\s\S])", R"(no character is in '[^\s\S]')",
     "a class without ^ lists what it matches; with ^ all else is matched"},
    {"an escape in a piece", "第{odd}", "{odd}", R"(in piece 'odd': '\y' has no meaning)",
     "behind a \\ stand d, w, s, t, n, p{Han}, x{4E2D}, or a sign such as . or ("},
    {"larger than RE2 can make it", R"((?:\p{L}{50}){10})", "(", "the pattern is too large",
     "repeat less, or make classes narrower"},
};

void CheckError(const ErrorCase& c) {
  PatternError error;
  const auto pattern = ParsePattern(c.pattern, kPieces, false, &error);
  REQUIRE_FALSE(pattern);
  CHECK(error.message == c.message);
  CHECK(error.help == c.help);
  CHECK(c.pattern.substr(error.begin, error.size) == c.marked);
}

TEST_CASE("a mistake in a pattern is placed and explained") {
  for (const ErrorCase& c : kErrors) {
    DYNAMIC_SECTION(c.name) { CheckError(c); }
  }
}

TEST_CASE("letters match in any case unless the rule is exact") {
  PatternError error;
  const auto any = ParsePattern("rmb", {}, false, &error);
  const auto exact = ParsePattern("rmb", {}, true, &error);
  REQUIRE(any);
  REQUIRE(exact);
  CHECK(RE2::FullMatch("RMB", any->forms[0].elements[0].regex->re2()));
  CHECK_FALSE(RE2::FullMatch("RMB", exact->forms[0].elements[0].regex->re2()));
  CHECK(RE2::FullMatch("rmb", exact->forms[0].elements[0].regex->re2()));
}

TEST_CASE("what a pattern expands to is its identity") {
  PatternError error;
  const auto identity = [&](const char* text, const Pieces& pieces) {
    const auto pattern = ParsePattern(text, pieces, false, &error);
    REQUIRE(pattern);
    return pattern->expanded;
  };
  CHECK(identity("{to}{q=quantity}", {{"to", "a"}}) == identity("{ot}{q=quantity}", {{"ot", "a"}}));
  CHECK(identity("{to}{q=quantity}", {{"to", "a"}}) != identity("{to}{q=quantity}", {{"to", "b"}}));
  CHECK(identity("{u=unit:money}", {}) != identity("{u=unit:measure}", {}));
  CHECK(identity("{u=term:a}", {}) != identity("{u=term:b}", {}));
  CHECK(identity("{u=unit:money}", {}) != identity("{u=prefix:money}", {}));
  CHECK(identity("{n=noun}", {}) != identity("{m=noun}", {}));
}

struct GuardCase {
  const char* name;
  const char* guard;
  bool before;
  const char* window;
  bool matches;
};

const GuardCase kGuards[] = {
    {"before looks at the end", "第|周", true, "这是第", true},
    {"before does not look elsewhere", "第|周", true, "第二", false},
    {"after looks at the beginning", "件|素", false, "件用于", true},
    {"after does not look elsewhere", "件|素", false, "的件", false},
    {"letters in their own case", "From ", true, "from ", false},
    {"a piece", "{year}", true, "in 2021", true},
    {"the paragraph's beginning", "^|, ", true, "", true},
    {"not its beginning", "^", true, "x", false},
    {"the paragraph's end", "$|,", false, "", true},
    {"not its end", "$", false, "x", false},
};

TEST_CASE("guards look right before and right behind") {
  for (const GuardCase& c : kGuards) {
    DYNAMIC_SECTION(c.name) {
      PatternError error;
      const auto guard = ParseGuard(c.guard, kPieces, c.before, &error);
      INFO(error.message);
      REQUIRE(guard);
      const re2::StringPiece window(c.window);
      const auto anchor = c.before ? RE2::UNANCHORED : RE2::ANCHOR_START;
      CHECK(guard->re2().Match(window, 0, window.size(), anchor, nullptr, 0) == c.matches);
    }
  }
}

TEST_CASE("a guard has no slots") {
  PatternError error;
  CHECK(ParseGuard("{q=quantity}", kPieces, true, &error) == nullptr);
  CHECK(error.message == "a guard has no slots");
  CHECK(error.help == "write the words themselves, or a piece");
  CHECK(ParseGuard("(?!a)", kPieces, true, &error) == nullptr);
  CHECK(error.message == "RE2 has no look-ahead \"(?!\"");
  CHECK(error.help == "a guard looks around already: write the words themselves");
  CHECK(ParseGuard(R"(a\y)", kPieces, true, &error) == nullptr);
  CHECK(error.message == R"('\y' has no meaning)");
}

TEST_CASE("a piece is looked at by itself, whatever it is for") {
  const auto complaint = [](const char* text) {
    PatternError error;
    return CheckPiece(text, kPieces, &error) ? "" : error.message;
  };
  CHECK(complaint("^|$|{f=fact:money}|{h=hedge}") == "");
  CHECK(complaint("{loop}{broken}") == "");  // Told where they stand.
  CHECK(complaint("{yaer}") == "there is no piece or slot 'yaer'");
  CHECK(complaint("(?:a") == "the ( is never closed");
  CHECK(complaint("[z-a]") == "'z-a' is no range of characters");
}

TEST_CASE("captures have their places") {
  PatternError error;
  const auto pattern =
      ParsePattern("(?P<y>2)年?{m=month}{day}", {{"month", "(?P<x>a)"}, {"day", "{n=quantity}日"}},
                   false, &error);
  REQUIRE(pattern);
  std::string places;
  for (const CaptureName& name : pattern->names) {
    places += name.name + (name.slot ? " slot " : " ") + std::to_string(name.begin) + "+" +
              std::to_string(name.size) + "  ";
  }
  CHECK(places == "y 0+6  m 12+9  x 12+9  n slot 21+5  ");
}

}  // namespace
}  // namespace factmill
