#include "rules/lazy_regex.h"

#include <re2/re2.h>

#include <utility>

namespace factmill {

namespace {

// Larger ones are compiled at once: they may be too large for RE2, which takes four times as many
// instructions in the memory that rules give it, less what is added on the way.
constexpr int64_t kMostThatWaits = 10000;

// Larger ones are refused without a trial, which takes RE2 long: by an estimate from above, this
// is six times what a rule may have (rules/cost.h).
constexpr int64_t kMostAtAll = 60000;

}  // namespace

LazyRegex::LazyRegex(std::string text, bool exact_case, int64_t most_bytes)
    : text_(std::move(text)), exact_case_(exact_case), most_bytes_(most_bytes) {}

LazyRegex::~LazyRegex() = default;

std::shared_ptr<const LazyRegex> LazyRegex::Make(std::string text, bool exact_case,
                                                 int64_t most_bytes, std::string* error) {
  std::shared_ptr<LazyRegex> regex(new LazyRegex(std::move(text), exact_case, most_bytes));
  RegexOutline outline = OutlineOf(regex->text_, exact_case);
  if (outline.sure && outline.most_size <= kMostThatWaits) {
    regex->waits_ = true;
    regex->groups_ = std::move(outline.groups);
    regex->most_size_ = static_cast<int>(outline.most_size);
    return regex;
  }
  if (outline.sure && outline.most_size > kMostAtAll) {
    *error = "pattern too large - compile failed";  // As RE2 has it.
    return nullptr;
  }
  const RE2& re2 = regex->re2();
  if (!re2.ok()) {
    const bool repeat = re2.error_code() == RE2::ErrorRepeatSize;
    *error = repeat ? "a repetition is too large" : re2.error();
    return nullptr;
  }
  regex->groups_.resize(re2.NumberOfCapturingGroups());
  for (const auto& [index, name] : re2.CapturingGroupNames()) regex->groups_[index - 1] = name;
  regex->most_size_ = re2.ProgramSize();
  return regex;
}

void LazyRegex::Compile() const {
  RE2::Options options;
  options.set_longest_match(true);
  options.set_case_sensitive(exact_case_);
  options.set_log_errors(false);
  options.set_max_mem(most_bytes_);
  re2_ = std::make_unique<const RE2>(text_, options);
}

const RE2& LazyRegex::Made() const {
  std::call_once(once_, [this] { Compile(); });
  made_.store(re2_.get(), std::memory_order_release);
  return *re2_;
}

const EdgeChars& LazyRegex::FindEdges() const {
  std::call_once(edges_once_, [this] { edges_ = EdgesOf(text_, exact_case_); });
  edges_found_.store(true, std::memory_order_release);
  return edges_;
}

const std::shared_ptr<const Regex>& LazyRegex::tree() const {
  std::call_once(tree_once_, [this] {
    if (auto tree = ParseRegex(text_, exact_case_))
      tree_ = std::make_shared<const Regex>(std::move(*tree));
  });
  return tree_;
}

int LazyRegex::size() const { return re2().ProgramSize(); }

}  // namespace factmill
