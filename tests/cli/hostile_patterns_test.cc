// Patterns that would take a backtracking matcher forever, each against a text
// that is worst for it: they are refused, or the time grows with the text.
#include <algorithm>

#include "tests/cli/hostile.h"

namespace factmill {
namespace {

const char kHead[] =
    "[pieces]\ngap = '.{0,60}'\nall = '.*'\ntower = '(?:(?:a{1,9}){1,9}){1,9}'\n"
    "han = '\\p{Han}{1,200}'\nbomb = '{tower}{tower}{tower}{tower}'\n"
    "[[unit]]\ncode = 'CNY'\nkind = 'money'\nafter = ['元', '中', '中元']\n"
    "[[noun]]\nwords = ['中', '中中', '中中中']\n"
    "[[hedge]]\nbound = 'about'\nbefore = ['中', '中中', '中中中', 'a', 'aa']\n";

struct Case {
  const char* pattern;
  const char* text;  // Repeated.
  bool refused = false;
};

const Case kCases[] = {
    {"(a+)+b", "a "},
    {"(a+)+b", "a"},
    {"(?:a|aa)+c", "a"},
    {"(?:a|aa)+", "a "},
    {"(?:中|中中)+", "中"},
    {"(?:中|中中|中中中)+x", "中"},
    {"(?:中*)*x", "中"},
    {"(?:中+)+x", "中"},
    {"(?:(?:(?:中+)+)+)+x", "中"},
    {"(?:x+x+)+y", "x "},
    {"([a-zA-Z]+)*\\d", "a "},
    {"(?:a?){30}a{30}", "a "},
    {"(?:中?){300}中{300}", "中"},
    {"(?:中{0,30}){0,30}x", "中"},
    {"{tower}b", "a "},
    {"{tower}{tower}b", "a"},
    {"{bomb}{bomb}b", "a ", true},
    {".*.*.*x", "中", true},
    {"{all}{all}{all}{all}y", "中x", true},
    {"[^x]*x", "中", true},
    {"[^x]*[^y]*[^z]*z", "中 ", true},
    {"\\PN*x", "中", true},
    {"\\S{1,1000}x", "中", true},
    {"[\\p{L}\\p{N} ]*x", "中5 ", true},
    {"(?:.|中)*(?:.|中)*x", "中", true},
    {"(.*)\\d+.*z", "1中", true},
    {"中.*", "中", true},
    {".{1,1000}", "中", true},
    {"中.{0,900}中.{0,900}x", "中", true},
    {"\\p{Han}{1,500}元", "中", true},
    {"(?:(?:.{0,90}a){0,90}b){0,90}c", "ab", true},
    {"{gap}{gap}{gap}{gap}x", "中"},
    {"{gap}中{gap}中{gap}x", "中"},
    {"(?:.{1,20}中){1,10}x", "中"},
    {"{han}x", "中", true},
    {"[中-龥]{1,100}[中-龥]{1,100}x", "中"},
    {".{1,200}", "中"},
    {".*{u=unit:money}.*{v=unit:money}x", "元", true},
    {"中*{u=unit:money}中*{v=unit:money}x", "元中"},
    {"{gap}{u=unit:money}{gap}{v=unit:money}x", "元"},
    {".*{q=quantity}.*{r=quantity}x", "5中", true},
    {"{q=quantity}{gap}{r=quantity}x", "5，"},
    {".{0,60}{q=quantity}.{0,60}", "5 "},
    {".{0,20}{h=hedge}.{0,20}{i=hedge}.{0,20}x", "中"},
    {".{0,500}{n=noun}.{0,500}x", "中", true},
    {".{0,60}{n=noun}.{0,40}x", "mills "},
    {"(?:{h=hedge})?(?:{i=hedge})?(?:{j=hedge})?x", "中"},
    {"(?:{q=quantity})?(?:{r=quantity})?(?:{s=quantity})?x", "5、"},
};

// CPU seconds of `extract` on the text repeated up to `size` bytes.
double Seconds(const std::string& rules, const std::string& text, size_t size) {
  std::string line = "{\"id\": 1, \"text\": \"";
  while (line.size() < size) line += text;
  const Outcome outcome = Run({"extract", "--rules", rules}, Bounded(60, line + "\"}\n"));
  INFO(outcome.err.substr(0, 500) << outcome.out.substr(0, 300));
  CHECK(outcome.exit == 0);
  if (!kSanitized) CHECK(outcome.memory_kb < static_cast<long>(kMostMemory / 1024));
  return outcome.cpu_seconds;
}

void CheckLinear(const std::string& rules, const std::string& text) {
  // A time below says more of the start than of the text.
  constexpr double kFloor = 0.2;
  constexpr size_t kSmall = 3000, kLarge = 50000;
  const size_t size = Seconds(rules, text, kSmall) > kFloor || kSanitized ? kSmall : kLarge;
  const double once = Seconds(rules, text, size), twice = Seconds(rules, text, 2 * size);
  INFO(once << " s for " << size << " bytes, " << twice << " s for twice as much");
  CHECK(twice <= 3 * std::max(once, kFloor));
}

void CheckRefused(const std::string& rules) {
  const Outcome outcome = Run({"rules", "check", rules}, Bounded(20));
  CHECK(outcome.exit == 2);
  const bool told =
      outcome.err.find("error: the rule is large") != std::string::npos ||
      outcome.err.find("error: the pattern may run on too far") != std::string::npos ||
      outcome.err.find("a repetition is too large") != std::string::npos;
  INFO(outcome.err.substr(0, 500));
  CHECK(told);
  if (!kSanitized) CHECK(outcome.cpu_seconds < 2);
}

TEST_CASE("slow: a hostile pattern is refused, or takes time as the text is long") {
  CHECK(std::size(kCases) >= 40);
  const TempFolder folder;
  for (const Case& c : kCases) {
    // A guard that never holds makes every end of a match a vain one.
    for (const char* guard : {"", "followed_by = 'Q'\n"}) {
      DYNAMIC_SECTION(c.pattern << " on " << c.text << " " << guard) {
        const std::string rules = folder.Write(
            "x.toml", std::string(kHead) + "[[rule]]\nid = 'a'\nkind = 'ignore'\npattern = '" +
                          c.pattern + "'\n" + guard);
        if (c.refused)
          CheckRefused(rules);
        else
          CheckLinear(rules, c.text);
      }
    }
  }
}

}  // namespace
}  // namespace factmill
