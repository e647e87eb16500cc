#include "pipeline/number_range.h"

#include <catch2/catch.hpp>
#include <string>

#include "tests/pipeline/extract_testing.h"

namespace factmill {
namespace {

// "20..30", "..30", "20"; "#" before an ordinal.
std::string Print(std::string_view text) {
  std::string out;
  for (const NumberRange& r :
       FindNumberRanges(BuiltInRules().compiled(), text, FindNumberMentions(text))) {
    if (!out.empty()) out += "; ";
    if (r.ordinal) out += "#";
    if (r.low) out += r.low->ToString();
    if (r.high) out += ".." + r.high->ToString();
  }
  return out;
}

struct Case {
  const char *text, *ranges;
};

const Case kCases[] = {
    {"30 to 40", "30..40"},
    {"30-40", "30..40"},
    {"30~40个", "30..40"},
    {"between thirty and forty", "30..40"},
    {"thirty and forty", "30; 40"},
    {"介于30和40之间", "30..40"},
    {"30和40", "30; 40"},
    {"30到40", "30..40"},
    {"40-30", "40; 30"},
    {"010-123-4567", "10; 123; 4567"},
    {"between the third and the fifth", "#3; #5; 3..5"},
    {"more than 300 in 2009", "300"},
    {"1995-01", ""},
    {"1995-21", "1995; 21"},
    {"<>30", ""},
    {"more than 7", "7"},
    {"less than 7", "..7"},
    {"7 or less", "..7"},
    {"<= 7", "..7"},
    {"不超过七", "..7"},
    {"more than 7 and less than 9", "7..9"},
    {"less than 9 and more than 7", "7..9"},
    {"more than 9 and less than 7", "9; ..7"},
    {"大于7小于9", "7..9"},
    {"七以上,九以下", "7..9"},
};

TEST_CASE("ranges and bounds among mentions") {
  for (const Case& c : kCases) {
    CAPTURE(c.text);
    CHECK(Print(c.text) == c.ranges);
  }
}

}  // namespace
}  // namespace factmill
