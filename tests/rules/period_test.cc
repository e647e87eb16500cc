// Which date, and which words, govern a figure, with a rule set of a few words.
#include "rules/period.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "rules/edtf_year.h"
#include "tests/rules/layer2_testing.h"

namespace factmill {
namespace {

const std::string kGoverning = R"(
[[rule]]
id = 'year'
kind = 'date'
pattern = '(?:in )?(?P<y>20\d\d)(?:年)?'
[[rule]]
id = 'by'
kind = 'date'
date = 'until'
pattern = '(?:by |到)(?P<y>20\d\d)年?'
[[rule]]
id = 'years'
kind = 'date'
date = 'duration'
pattern = '{n=quantity} ?{du=term:du}'
[[rule]]
id = 'stated'
layer = 2
pattern = '{d=fact:date}'
governs = { period = 'd', reach = 'time' }
[[rule]]
id = 'carried'
layer = 2
pattern = '{d=fact:date}'
governs = { period = 'd', reach = 'carried' }
[[rule]]
id = 'earlier'
layer = 2
pattern = '{w=term:period.earlier}'
governs = { period = 'w', reach = 'earlier' }
[[rule]]
id = 'future'
layer = 2
pattern = '{d=fact:date}'
governs = { status = 'd', reach = 'future' }
[[rule]]
id = 'plan'
layer = 2
pattern = '{w=term:status}'
governs = { status = 'w', reach = 'behind' }
[[rule]]
id = 'near'
layer = 2
pattern = '{w=term:status.near}'
governs = { status = 'w', reach = 'near' }
[[rule]]
id = 'passive'
layer = 2
pattern = '{w=term:status.clause}'
governs = { status = 'w', reach = 'clause' }
[[rule]]
id = 'change'
layer = 2
pattern = '{w=term:change.next}'
governs = { change = 'w', reach = 'next' }
[[rule]]
id = 'change.before'
layer = 2
pattern = '{w=term:change.before}'
governs = { change = 'w', reach = 'before' }
[[rule]]
id = 'base'
layer = 2
pattern = '{w=term:base}'
governs = { base = 'w', reach = 'change' }
[[term]]
role = 'du'
canonical = 'Y'
words = ['years', '年']
[[term]]
role = 'period.earlier'
words = ['a year earlier']
[[term]]
role = 'status'
canonical = 'planned'
words = ['will', '将']
[[term]]
role = 'status'
canonical = 'actual'
words = ['was']
[[term]]
role = 'status.near'
canonical = 'planned'
words = ['planned']
[[term]]
role = 'status.clause'
canonical = 'planned'
words = ['will be built']
[[term]]
role = 'change.next'
canonical = 'increase'
words = ['up', '增长']
[[term]]
role = 'change.next'
canonical = 'level'
words = ['up from', '增长到']
[[term]]
role = 'change.before'
canonical = 'decrease'
words = ['drop', 'lower']
[[term]]
role = 'base'
canonical = 'yoy'
words = ['year on year', '同比']
[[term]]
role = 'govern.filler'
words = ['by', 'about', '约']
[[term]]
role = 'govern.said'
words = ['said', '表示']
[[term]]
role = 'govern.now'
words = ['now', '目前']
[[term]]
role = 'govern.present'
words = ['has']
[[term]]
role = 'govern.compared'
words = ['than', '比']
[[term]]
role = 'govern.founded'
words = ['founded']
[[term]]
role = 'govern.span'
words = ['over the past', '未来']
[[term]]
role = 'govern.late'
words = ['and']
[[term]]
role = 'govern.dateline'
words = ['(Wire)']
[[term]]
role = 'govern.same'
words = ['that year']
[[term]]
role = 'govern.same_day'
words = ['that day']
[[term]]
role = 'govern.event'
words = ['killed']
[[term]]
role = 'govern.goes_on'
words = ['其中']
[[term]]
role = 'govern.origin'
words = ['从']
[[term]]
role = 'govern.respectively'
words = ['respectively']
)";

struct Case {
  const char* name;
  const char* text;
  const char* said;  // Of the figures that are no dates.
};

const Case kCases[] = {
    {"the date before", "2020年收入5元", "5元 period=2020"},
    {"the last before, in Chinese", "2019年收入5元,2020年收入6元",
     "5元 period=2019; 6元 period=2020"},
    {"none behind, in Chinese", "收入5元,2020年停产", "5元"},
    {"the date behind, in English", "it made 5 yuan in 2020", "5 yuan period=2020"},
    {"the date behind wins", "in 2019 it had a shop that cost 5 yuan in 2020",
     "5 yuan period=2020"},
    {"not over a comma", "in 2019 it made 5 yuan, in 2020 it shut", "5 yuan period=2019"},
    {"behind other figures of its clause", "it made 5 yuan and 6 kilns in 2020",
     "5 yuan; 6 kilns period=2020"},
    {"where it was from", "in 2020 it made 5 yuan, up from 4 yuan in 2019, with 6 kilns",
     "5 yuan period=2020; 4 yuan period=2019; 6 kilns period=2020"},
    {"a day of saying", "on 2024-05-03 the owner said it made 5 yuan", "5 yuan"},
    {"said on a day", "it made 5 yuan, the owner said on 2024-05-03", "5 yuan"},
    {"a day of doing", "on 2024-05-03 the mill made 5 yuan, its owner said",
     "5 yuan period=2024-05-03"},
    {"a dateline", "TOWN, 2024-05-03 (Wire) the mill made 5 yuan", "5 yuan"},
    {"what is compared with", "it made 5 yuan, more than in 2019", "5 yuan"},
    {"an event long past", "founded in 2010, it made 5 yuan", "5 yuan"},
    {"the present ends it", "in 2010 it began, and now it makes 5 yuan", "5 yuan"},
    {"and so does has", "shut in 2010, it has 6 kilns", "6 kilns"},
    {"but no year that lasts", "in 2024 it has 6 kilns", "6 kilns period=2024"},
    {"a duration with its words", "over the past 3 years it made 5 yuan", "5 yuan period=P3Y"},
    {"a duration alone", "a wait of 3 years cost 5 yuan", "5 yuan"},
    {"未来 with a duration", "未来3年收入5元", "5元 period=P3Y"},
    {"carried", "In 2020 it grew. It made 5 yuan", "5 yuan period=2020"},
    {"carried no day", "On 2024-05-03 it grew. It made 5 yuan", "5 yuan"},
    {"a day, where words say so", "On 2024-05-03 it grew. That day it made 5 yuan",
     "5 yuan period=2024-05-03"},
    {"a day, of what happened", "On 2024-05-03 it blew up. Sparks killed 5 kilns",
     "5 kilns period=2024-05-03"},
    {"a day, where a sentence goes on", "2024-05-03收入5元。其中税收2元",
     "5元 period=2024-05-03; 2元 period=2024-05-03"},
    {"a day of saying that is meant again", "On 2024-05-03 he said it made 5 yuan that day",
     "5 yuan period=2024-05-03"},
    {"carried no further than two", "In 2020 it grew. It did. It did. It made 5 yuan", "5 yuan"},
    {"unless words say so", "In 2020 it grew. It did. It did. That year it made 5 yuan",
     "5 yuan period=2020"},
    {"a year earlier", "in 2020 it made 5 yuan, up from 4 yuan a year earlier",
     "5 yuan period=2020; 4 yuan period=2019"},
    {"pairs", "in 2019 and in 2020 it made 5 yuan and 6 yuan, respectively",
     "5 yuan period=2019; 6 yuan period=2020"},
    {"a time to come", "by 2030 it will make 5 yuan", "5 yuan period=../2030 status=planned"},
    {"a time to come is a plan", "到2030年收入5元", "5元 period=../2030 status=planned"},
    {"not of what is so", "it has 6 kilns by 2030", "6 kilns"},
    {"a conversion", "in 2020 it made 5 yuan (1 dollars)",
     "5 yuan period=2020; 1 dollars period=2020"},
    {"planned", "it will make 5 yuan and 6 kilns", "5 yuan status=planned; 6 kilns status=planned"},
    {"to the end of the sentence", "it will make 5 yuan. It made 6 kilns",
     "5 yuan status=planned; 6 kilns"},
    {"to words of what is so", "it will make 5 yuan, and was 6 kilns",
     "5 yuan status=planned; 6 kilns"},
    {"not before", "the 6 kilns will make 5 yuan", "6 kilns; 5 yuan status=planned"},
    {"in its clause", "a total of 6 kilns will be built", "6 kilns status=planned"},
    {"the first behind", "a planned cost of 5 yuan and 6 kilns", "5 yuan status=planned; 6 kilns"},
    {"up", "up by about 5%", "5% change=increase"},
    {"not at a distance", "up the hill 5%", "5%"},
    {"up from", "up from 5%", "5%"},
    {"a drop", "a 5% year on year drop", "5% base=yoy change=decrease"},
    {"its base", "同比增长约5%", "5% base=yoy change=increase"},
    {"a list", "增长5%、6%和7%", "5% change=increase; 6% change=increase; 7% change=increase"},
    {"reached", "增长到5%", "5%"},
    {"a base alone", "同比5元", "5元"},
};

// SaidOf(), without dates and what figures are.
std::string Said(const RuleSet& rules, const std::string& text) {
  std::string all = SaidOf(rules, text) + "; ", out;
  for (size_t at = 0, end; (end = all.find("; ", at)) != std::string::npos; at = end + 2) {
    std::string one = all.substr(at, end - at);
    const size_t equals = one.find('=');
    size_t said = one.size();
    for (const char* role : {" base=", " change=", " period=", " status="})
      said = std::min(said, one.find(role));
    const std::string quote = one.substr(0, equals);
    const bool date =
        quote.find("20") != std::string::npos || quote.ends_with("年") || quote.ends_with("years");
    if (!date) out += (out.empty() ? "" : "; ") + quote + one.substr(said);
  }
  return out;
}

TEST_CASE("what governs a figure") {
  static const RuleSet rules = LoadSmall(kFirstLayer + kGoverning);
  for (const Case& c : kCases) {
    DYNAMIC_SECTION(c.name) { CHECK(Said(rules, c.text) == c.said); }
  }
}

TEST_CASE("a year earlier") {
  const std::pair<const char*, const char*> cases[] = {{"2021", "2020"},
                                                       {"2021-33", "2020-33"},
                                                       {"2021-01/2021-08", "2020-01/2020-08"},
                                                       {"2020/..", "2019/.."},
                                                       {"2024-02-29", "2023-02-28"},
                                                       {"P3Y", ""},
                                                       {"", ""}};
  for (const auto& [now, earlier] : cases) CHECK(YearEarlier(now) == earlier);
}

TEST_CASE("the same part of another year") {
  CHECK(SameOfYear("2021-33", "2019") == "2019-33");
  CHECK(SameOfYear("2021-01/2021-08", "2019") == "2019-01/2019-08");
  CHECK(SameOfYear("2021", "2019").empty());
  CHECK(SameOfYear("2020-09/2021-08", "2019").empty());
  CHECK(SameOfYear("P3Y", "2019").empty());
}

}  // namespace
}  // namespace factmill
