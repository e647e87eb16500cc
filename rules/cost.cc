#include "rules/cost.h"

#include <time.h>

#include <algorithm>
#include <charconv>

#include "corpus/fold.h"
#include "rules/compiled.h"
#include "rules/cost_text.h"
#include "rules/fast_engine.h"
#include "rules/lazy_regex.h"
#include "rules/matcher.h"
#include "rules/offer.h"
#include "rules/regex.h"

namespace factmill {
namespace {

// How often the text is matched; the quickest time counts.
constexpr int kRounds = 3;

// Finds gaps: a walk over the parts of a regular expression, which is known to
// be right.
class GapFinder {
 public:
  explicit GapFinder(std::string_view regex) : regex_(regex) {}

  std::vector<std::string> Find() {
    std::vector<Group> open = {{0, false}};
    while (at_ < regex_.size()) {
      const char c = regex_[at_];
      if (c == '(') {
        open.push_back({at_, false});
        SkipOpening();
        continue;
      }
      size_t begin = at_;
      bool wide = false;
      if (c == ')' && open.size() > 1) {
        begin = open.back().begin;
        wide = open.back().wide;
        open.pop_back();
        ++at_;
      } else {
        wide = SkipAtom();
      }
      const size_t longest = SkipQuantifier();
      if (wide && longest >= static_cast<size_t>(kLongGap)) {
        gaps_.emplace_back(regex_.substr(begin, at_ - begin));
        wide = false;  // Told once, not again with each group around it.
      }
      open.back().wide |= wide;
    }
    return std::move(gaps_);
  }

 private:
  struct Group {
    size_t begin;
    bool wide;  // Something in it takes almost any character.
  };

  // "(", "(?:" or "(?P<name>".
  void SkipOpening() {
    if (regex_.substr(at_, 3) == "(?P")
      at_ = std::min(regex_.find('>', at_), regex_.size() - 1) + 1;
    else
      at_ += regex_.substr(at_, 3) == "(?:" ? 3 : 1;
  }

  // Goes behind a character, class or escape; whether it takes almost any character.
  bool SkipAtom() {
    const char c = regex_[at_++];
    if (c == '.') return true;
    if (c == '[') return SkipClass();
    if (c != '\\' || at_ == regex_.size()) return false;
    const char escaped = regex_[at_++];
    if ((escaped == 'p' || escaped == 'P' || escaped == 'x') && regex_.substr(at_, 1) == "{")
      at_ = std::min(regex_.find('}', at_), regex_.size() - 1) + 1;
    else if (escaped == 'p' || escaped == 'P')
      ++at_;
    return IsWideEscape(escaped);
  }

  // Behind the "["; whether the class is a negated one, or has a wide escape.
  bool SkipClass() {
    const bool negated = regex_.substr(at_, 1) == "^";
    bool wide = negated;
    at_ += negated;
    for (const size_t first = at_; at_ < regex_.size(); ++at_) {
      if (regex_[at_] == ']' && at_ > first) break;
      if (regex_[at_] == '\\')
        wide |= ++at_ < regex_.size() && IsWideEscape(regex_[at_]);
      else if (regex_.substr(at_, 2) == "[:")
        at_ = std::min(regex_.find(":]", at_), regex_.size() - 2) + 1;
    }
    ++at_;
    return wide;
  }

  // How often what stands before may be repeated.
  size_t SkipQuantifier() {
    size_t most = 1;
    const char c = at_ < regex_.size() ? regex_[at_] : '\0';
    const bool counted = c == '{' && at_ + 1 < regex_.size() && IsDigit(regex_[at_ + 1]);
    if (c == '*' || c == '+') {
      most = std::string::npos;
      ++at_;
    } else if (counted) {
      const size_t close = std::min(regex_.find('}', at_), regex_.size() - 1);
      const std::string_view inside = regex_.substr(at_ + 1, close - at_ - 1);
      const size_t comma = inside.find(',');
      const std::string_view high =
          comma == std::string_view::npos ? inside : inside.substr(comma + 1);
      most = high.empty() ? std::string::npos : 0;
      for (const char digit : high) most = 10 * most + static_cast<size_t>(digit - '0');
      at_ = close + 1;
    } else if (c == '?') {
      ++at_;
    }
    const bool lazy =
        (c == '*' || c == '+' || c == '?' || counted) && at_ < regex_.size() && regex_[at_] == '?';
    at_ += lazy;
    return most;
  }

  static bool IsWideEscape(char c) {
    return std::string_view("DSWpPC").find(c) != std::string::npos;
  }
  static bool IsDigit(char c) { return c >= '0' && c <= '9'; }

  std::string_view regex_;
  size_t at_ = 0;
  std::vector<std::string> gaps_;
};

// Does a class take so many characters that it may run on through a text?
bool IsWide(const CodePoints& chars) {
  constexpr size_t kMany = 1000;
  size_t count = 0;
  for (const auto& [low, high] : chars.ranges()) count += high - low + 1;
  return count > kMany;
}

// Over the regular expressions and guards of a rule.
int SumOver(const Rule& rule, int (LazyRegex::*size)() const) {
  int sum = 0;
  const auto add = [&](const std::shared_ptr<const LazyRegex>& regex) {
    if (regex != nullptr) sum += (*regex.*size)();
  };
  for (const Form& form : rule.pattern.forms) {
    for (const Element& element : form.elements) add(element.regex);
  }
  add(rule.not_preceded_by);
  add(rule.not_followed_by);
  add(rule.preceded_by);
  add(rule.followed_by);
  if (rule.masked != nullptr) add(rule.masked->regex);  // None of a reader.
  return sum;
}

int64_t CpuNs() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * int64_t{1000000000} + now.tv_nsec;
}

// The sample text, ready to be matched.
class SampleText {
 public:
  // Of `texts`, or if there are none of this project's own text.
  explicit SampleText(const std::vector<std::string>& texts) {
    for (const std::string& text : texts) folded_.push_back(FoldPhrase(text));
    if (texts.empty()) {
      for (const char* paragraph : kCostText) folded_.push_back(FoldPhrase(paragraph));
    }
    for (const std::string& paragraph : folded_) {
      contexts_.push_back(MakeContext(paragraph, {}, Day{2024, 5, 15}));
      bytes_ += paragraph.size();
    }
  }

  // CPU time a byte with the rules of `forms` alone.  The first round, in which
  // the engine makes its states, does not count.
  double NsPerByte(const CompiledRules& rules, const FormTrie& forms) const {
    FormsAlone alone(rules, forms);
    int64_t least = INT64_MAX;
    for (int round = 0; round <= kRounds; ++round) {
      const int64_t start = CpuNs();
      for (const MatchContext& context : contexts_) alone.Match(context);
      if (round > 0) least = std::min(least, CpuNs() - start);
    }
    return static_cast<double>(least) / static_cast<double>(bytes_);
  }

 private:
  std::vector<std::string> folded_;
  std::vector<MatchContext> contexts_;
  size_t bytes_ = 0;
};

}  // namespace

int InstructionsOf(const Rule& rule) { return SumOver(rule, &LazyRegex::size); }

int MostInstructionsOf(const Rule& rule) { return SumOver(rule, &LazyRegex::most_size); }

double ReachOf(const Regex& regex) {
  constexpr double kFarthest = kLongestStretch;
  double reach = 0;
  switch (regex.type) {
    case Regex::kEmpty: break;
    case Regex::kChars: reach = IsWide(regex.chars); break;
    case Regex::kSequence:
      for (const Regex& part : regex.parts) reach += ReachOf(part);
      break;
    case Regex::kEither:
      for (const Regex& part : regex.parts) reach = std::max(reach, ReachOf(part));
      break;
    case Regex::kRepeat:
      reach = ReachOf(regex.parts.front());
      if (reach > 0) reach *= regex.most < 0 ? kFarthest : regex.most;
      break;
  }
  return std::min(reach, kFarthest);
}

double ReachOfGaps(std::string_view regex) {
  double reach = 0;
  for (const std::string& gap : GapsIn(regex)) {
    const size_t open = gap.rfind('{'), comma = gap.rfind(',');
    int most = kLongestStretch;
    if (gap.find('(') == std::string::npos && open != std::string::npos) {
      const char* const digits = gap.data() + (comma > open && comma < gap.size() ? comma : open);
      std::from_chars(digits + 1, gap.data() + gap.size(), most);  // {2,} has none.
    }
    reach += most;
  }
  return std::min<double>(reach, kLongestStretch);
}

double StepsAtOnePlace(const Rule& rule) {
  double most = 0;
  for (const Form& form : rule.pattern.forms) {
    double steps = 1, farthest = 1;
    for (const Element& element : form.elements) {
      if (element.regex == nullptr) continue;
      const double reach = std::max(1.0, element.reach);
      steps *= reach;
      farthest = std::max(farthest, reach);
    }
    most = std::max(most, steps * farthest);
  }
  return most;
}

std::vector<std::string> GapsIn(std::string_view regex) { return GapFinder(regex).Find(); }

std::vector<RuleCost> CostsOf(const RuleSet& rules) {
  std::vector<RuleCost> costs;
  for (const Rule& rule : rules.compiled().rules) {
    RuleCost cost{rule.id, rule.file, rule.line, InstructionsOf(rule), {}, {}};
    for (const Form& form : rule.pattern.forms) {
      for (const Element& element : form.elements) {
        for (std::string& gap : GapsIn(element.text)) {
          const auto& known = cost.gaps;
          if (std::find(known.begin(), known.end(), gap) == known.end())
            cost.gaps.push_back(std::move(gap));
        }
      }
    }
    costs.push_back(std::move(cost));
  }
  return costs;
}

std::string AdviceOn(const Rule& rule) {
  for (const Form& form : rule.pattern.forms) {
    for (const Element& element : form.elements) {
      for (const std::string& gap : GapsIn(element.text)) {
        return "shorten " + gap + ", or say which characters it may not take";
      }
    }
  }
  constexpr size_t kManyLetters = 50, kManyForms = 16;
  for (const Form& form : rule.pattern.forms) {
    const bool anywhere = form.elements.front().regex != nullptr &&
                          (form.first.any_other || form.first.ascii.count() > kManyLetters);
    if (anywhere) {
      return "it may begin with almost any character: let it begin with a number, a word of the "
             "vocabulary or one of a few characters";
    }
  }
  if (rule.pattern.forms.size() > kManyForms) {
    return "its optional slots and alternatives make " + std::to_string(rule.pattern.forms.size()) +
           " forms: make it two rules, or take one out";
  }
  const int instructions = InstructionsOf(rule);
  if (instructions > kManyInstructions / 3) {
    return "it has " + std::to_string(instructions) +
           " instructions: words belong into [[term]] entries, not into the pattern";
  }
  return "";
}

double MeasureCosts(const RuleSet& rules, std::vector<RuleCost>* costs,
                    const std::vector<std::string>& texts) {
  const CompiledRules& compiled = rules.compiled();
  const SampleText text(texts);
  // All rules, of which only one has forms.
  std::vector<Rule> alone(compiled.rules.size());
  const auto measure = [&] {
    return text.NsPerByte(compiled, MakeFormTrie(alone, compiled.vocabulary));
  };
  const double none = measure();
  for (size_t i = 0; i < alone.size(); ++i) {
    if (compiled.rules[i].masked != nullptr) continue;
    alone[i].pattern.forms = compiled.rules[i].pattern.forms;
    (*costs)[i].ns_per_byte = std::max(0.0, measure() - none);
    alone[i].pattern.forms.clear();
  }
  return text.NsPerByte(compiled, compiled.forms);
}

}  // namespace factmill
