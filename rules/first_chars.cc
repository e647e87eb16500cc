// The characters with which a match of a regular expression may begin, read off
// its tree.  What the tree's reader does not know counts as "any".
#include <re2/re2.h>

#include "rules/pattern.h"
#include "rules/regex.h"

namespace factmill {
namespace {

constexpr char32_t kMostListed = 64;  // Of one range; a longer one counts as "any".

void AddChars(const CodePoints& chars, FirstChars* first) {
  for (const auto& [low, high] : chars.ranges()) {
    for (char32_t c = low; c <= high && c < 0x80; ++c) first->ascii.set(c);
    if (high < 0x80) continue;
    if (high - low > kMostListed) {
      first->any_other = true;
      continue;
    }
    for (char32_t c = std::max<char32_t>(low, 0x80); c <= high; ++c) first->others.insert(c);
  }
}

void AddFirst(const Regex& regex, FirstChars* first) {
  switch (regex.type) {
    case Regex::kEmpty: return;
    case Regex::kChars: return AddChars(regex.chars, first);
    case Regex::kRepeat:
      if (regex.most != 0) AddFirst(regex.parts.front(), first);
      return;
    case Regex::kEither:
      for (const Regex& part : regex.parts) AddFirst(part, first);
      return;
    case Regex::kSequence:
      for (const Regex& part : regex.parts) {
        AddFirst(part, first);
        if (!part.MayBeEmpty()) return;
      }
  }
}

}  // namespace

FirstChars FirstCharsOf(std::string_view regex, bool exact_case, bool* may_be_empty) {
  const auto tree = ParseRegex(regex, exact_case);
  return FirstCharsOf(tree ? &*tree : nullptr, regex, may_be_empty);
}

FirstChars FirstCharsOf(const Regex* tree, std::string_view regex, bool* may_be_empty) {
  FirstChars first;
  if (tree != nullptr) {
    AddFirst(*tree, &first);
    *may_be_empty = tree->MayBeEmpty();
    return first;
  }
  first.AddAll();
  *may_be_empty = re2::RE2::FullMatch("", re2::RE2(std::string(regex)));
  return first;
}

}  // namespace factmill
