#include "pipeline/rule_draft.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/utf8.h"
#include "corpus/fold.h"
#include "pipeline/explain.h"
#include "pipeline/home.h"
#include "rules/format.h"
#include "rules/keys.h"
#include "rules/offer.h"

namespace factmill {
namespace {

constexpr const char* kFile = "new rule";
constexpr std::string_view kHanDigits = "〇零一二三四五六七八九十";

// "...", as names stand in rule files.
std::string Name(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

// '...', as patterns and examples do, unless there is a ' in it.
std::string Literal(std::string_view text) {
  if (text.find('\'') != std::string_view::npos) return Name(text);
  return "'" + std::string(text) + "'";
}

std::string Escaped(std::string_view literal) {
  constexpr std::string_view kSigns = "\\.+*?()|[]{}^$";
  std::string out;
  for (const char c : literal) {
    if (kSigns.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

// What an example expects, in its parts: "20..30 CNY about".
struct Expected {
  std::string value, unit, bound;
};
Expected PartsOfExpected(const std::string& expected) {
  Expected parts;
  const size_t space = expected.find(' ');
  parts.value = expected.substr(0, space);
  if (space == std::string::npos) return parts;
  parts.unit = expected.substr(space + 1);
  for (const std::string& bound : kBoundChoices) {
    if (parts.unit == bound || parts.unit.ends_with(" " + bound)) {
      parts.bound = bound;
      parts.unit.resize(parts.unit.size() - bound.size());
      while (parts.unit.ends_with(' ')) parts.unit.pop_back();
    }
  }
  return parts;
}

// The kind of a figure of that unit.
std::string KindOf(const CompiledRules& rules, const Expected& expected) {
  if (expected.unit.empty()) return "date";
  if (expected.unit == "times") return "number";
  if (expected.unit == "%" || expected.unit == "pp") return "percent";
  for (const UnitInfo& unit : rules.units) {
    if (unit.code == expected.unit) return unit.kind;
  }
  return "count";
}

// How the words of a quote are read.
struct Reading {
  bool fixed_unit = false;   // Units and what is counted are plain text; the rule says which.
  bool fixed_bound = false;  // The rule says the bound.
  bool adds = false;         // A second number is a smaller part, not the end of a range.
};

// Turns a quote into a pattern, from left to right.
class PatternWriter {
 public:
  PatternWriter(const CompiledRules& rules, const MatchContext& context, uint32_t begin,
                uint32_t end, const std::string& kind, bool duration, Reading reading)
      : rules_(rules),
        context_(context),
        text_(context.text),
        at_(begin),
        end_(end),
        kind_(kind),
        duration_(duration),
        reading_(reading) {
    while (at_ < end_) {
      if (Hedge() || Number() || Word()) continue;
      const uint32_t size = Utf8Size(static_cast<unsigned char>(text_[at_]));
      pattern_ += Escaped(text_.substr(at_, size));
      if (text_[at_] != ' ' && text_[at_] != '-') behind_number_ = false;
      at_ += size;
    }
  }

  const std::string& pattern() const { return pattern_; }
  bool Has(const std::string& name) const { return names_.count(name) > 0; }

 private:
  bool IsDate() const { return kind_ == "date" && !duration_; }

  // The first of the names that is not taken yet.
  std::string FreeName(const std::vector<std::string>& names) const {
    for (const std::string& name : names) {
      if (!Has(name)) return name;
    }
    return "";
  }

  // Writes a slot; false if all its names are taken.
  bool Slot(const std::vector<std::string>& names, const std::string& what, uint32_t end) {
    const std::string name = FreeName(names);
    if (name.empty()) return false;
    pattern_ += "{" + name + "=" + what + "}";
    names_.insert(name);
    at_ = end;
    return true;
  }

  bool Hedge() {
    if (IsDate()) return false;
    std::vector<Step> hedges;
    FindHedges(rules_, text_, at_, &hedges);
    for (const Step& hedge : hedges) {
      uint32_t next = hedge.end;
      while (next < end_ && text_[next] == ' ') ++next;
      if (next < end_ && !QuantitiesFrom(context_, next).empty())
        return Slot({"h"}, "hedge", hedge.end);
    }
    return false;
  }

  bool Number() {
    if (IsDate()) return DatePart();
    for (const Quantity& quantity : QuantitiesFrom(context_, at_)) {
      if (quantity.end > end_) continue;
      const std::string second = reading_.adds ? "add" : "q2";
      const std::vector<std::string> names =
          duration_ ? std::vector<std::string>{"n"} : std::vector<std::string>{"q", second};
      behind_number_ = Slot(names, "quantity", quantity.end);
      return behind_number_;
    }
    return false;
  }

  // Digits or numerals as year, month or day, by what stands behind them.
  bool DatePart() {
    uint32_t end = at_;
    while (end < end_ && IsAsciiDigit(static_cast<unsigned char>(text_[end]))) ++end;
    std::string digits = "\\d";
    size_t count = end - at_;
    if (count == 0) {
      digits = "[" + std::string(kHanDigits) + "]";
      while (end < end_ && kHanDigits.find(text_.substr(end, 3)) != std::string_view::npos &&
             text_.substr(end, 3).size() == 3) {
        end += 3;
        ++count;
      }
    }
    if (count == 0 || count > 4) return false;
    uint32_t next = end;
    while (next < end_ && text_[next] == ' ') ++next;
    const std::string_view behind = text_.substr(next, end_ - std::min(next, end_));
    const bool dashes = Has("y") && !Has("m") && pattern_.find_first_of("-/") != std::string::npos;
    std::string part = count == 4 ? "y" : "d";
    if (behind.starts_with("年")) part = "y";
    if (behind.starts_with("月") || (dashes && count <= 2)) part = "m";
    if (behind.starts_with("季")) part = "q";
    const std::string name = FreeName({part, part + "2"});
    if (name.empty()) return false;
    const char* times = count == 4 ? "{4}" : digits == "\\d" ? "{1,2}" : "{1,3}";
    pattern_ += "(?P<" + name + ">" + digits + times + ")";
    names_.insert(name);
    at_ = end;
    return true;
  }

  bool Word() {
    if (kind_ == "count" && behind_number_ && !reading_.fixed_unit) {
      const NounPhrase noun = ReadNounPhrase(rules_, text_, at_);
      if (noun.end > 0 && noun.end <= end_) return Slot({"n"}, "noun", noun.end);
    }
    const auto hit = rules_.vocabulary.Longest(text_, at_, context_.home);
    if (hit.end == 0 || hit.end > end_) return false;
    for (const Entry* entry : *hit.entries) {
      if (!Vocabulary::Holds(*entry, text_, at_, hit.end, context_.home)) continue;
      if (WordSlot(*entry, hit.end)) return true;
    }
    return false;
  }

  bool WordSlot(const Entry& entry, uint32_t end) {
    const bool unit = entry.kind == EntryKind::kUnit && behind_number_;
    const bool prefix = entry.kind == EntryKind::kPrefix && !behind_number_;
    if (unit || prefix) {
      if (reading_.fixed_unit || KindName(entry.unit_kind) != kind_) return false;
      const std::string second = reading_.adds ? "addu" : "u2";
      return Slot({"u", second}, (unit ? "unit:" : "prefix:") + kind_, end);
    }
    if (entry.kind == EntryKind::kClassifier) {
      const bool counts = kind_ == "count" && behind_number_ && !reading_.fixed_unit;
      return counts && Slot({"c"}, "classifier", end);
    }
    if (entry.kind != EntryKind::kTerm || kind_ != "date") return false;
    const std::string name = NameOfRole(entry.role);
    return !name.empty() && Slot({name, name + "2"}, "term:" + entry.role, end);
  }

  // What rules for dates call such a term.
  std::string NameOfRole(const std::string& role) const {
    for (const Rule& rule : rules_.rules) {
      if (rule.kind != Kind::kDate || rule.masked != nullptr) continue;
      if ((rule.date == DateForm::kDuration) != duration_) continue;
      for (const CaptureName& name : rule.pattern.names) {
        if (name.slot && name.slot->kind == SlotKind::kTerm && name.slot->role == role)
          return name.name;
      }
    }
    return "";
  }

  const CompiledRules& rules_;
  const MatchContext& context_;
  const std::string_view text_;
  uint32_t at_;
  const uint32_t end_;
  const std::string& kind_;
  const bool duration_;
  const Reading reading_;
  bool behind_number_ = false;
  std::string pattern_;
  std::set<std::string> names_;
};

class Drafter {
 public:
  Drafter(const RuleSet& rules, const DraftWish& wish, const MarkedText& marked)
      : rules_(rules), wish_(wish), marked_(marked), article_(ExampleArticle(marked.text)) {
    const MarkedText::Quote& quote = marked_.quotes.front();
    expected_ = PartsOfExpected(quote.expected);
    kind_ = wish.kind.empty() ? KindOf(rules.compiled(), expected_) : wish.kind;
    id_ = wish.id.empty() ? "new." + kind_ : wish.id;
  }

  Result<RuleDraft> Run() {
    if (FindRule(rules_, id_) != nullptr)
      return Status(Code::kInvalid, "there is a rule '" + id_ + "' already; give another --id");
    LookForFacts();
    const FoldedText folded = Fold(article_);
    if (folded.paragraphs.size() != 1)
      return Status(Code::kInvalid, "the sentence is no single paragraph");
    const FoldedSpan all = folded.paragraphs.front().span;
    const ArticleSpan quote = marked_.quotes.front().span;
    const uint32_t begin = folded.map.ToDerived(quote.begin) - all.begin;
    const uint32_t end = std::min(folded.map.ToDerived(quote.end), all.end) - all.begin;
    const TextHome home = HomeOf(article_, folded, rules_.compiled());
    const MatchContext context = MakeContext(Slice(std::string_view(folded.text), all), home.view(),
                                             ParseDay(article_.published.value));
    std::set<std::string> tried;
    for (const bool fixed_unit : {false, true}) {
      for (const bool adds : {false, true}) {
        for (const bool fixed_bound : {false, true}) {
          const std::string text = Written(context, begin, end, {fixed_unit, fixed_bound, adds});
          if (tried.insert(text).second && Passes(text)) return std::move(draft_);
        }
      }
    }
    return std::move(draft_);
  }

 private:
  bool Ignores() const { return kind_ == "ignore"; }

  // What the rules find at the quote as they are.
  void LookForFacts() {
    const MarkedText::Quote& quote = marked_.quotes.front();
    for (const Fact& fact : Extract(article_, rules_, {true}).facts) {
      if (fact.rule == "number" || !fact.span.Overlaps(quote.span)) continue;
      draft_.found += (draft_.found.empty() ? "'" : "; '") + fact.quote + "' => " +
                      Describe(fact.value) + " (" + fact.rule + ")";
      draft_.found_right = fact.span == quote.span && Describe(fact.value) == quote.expected;
    }
  }

  std::string Written(const MatchContext& context, uint32_t begin, uint32_t end,
                      Reading reading) const {
    const bool duration = kind_ == "date" && expected_.value.starts_with("P");
    const PatternWriter writer(rules_.compiled(), context, begin, end, kind_, duration, reading);
    std::string text = "[[rule]]\nid = " + Name(id_) + "\nkind = " + Name(kind_) + "\n";
    if (duration) text += "date = \"duration\"\n";
    const bool figure = !Ignores() && kind_ != "date";
    const bool has_unit = writer.Has("u") || writer.Has("c") || writer.Has("n");
    if (figure && !expected_.unit.empty() && !has_unit)
      text += "unit = " + Name(expected_.unit) + "\n";
    if (figure && !writer.Has("q")) text += "value = " + Name(expected_.value) + "\n";
    if (reading.fixed_bound && !expected_.bound.empty())
      text += "bound = " + Name(expected_.bound) + "\n";
    text += "pattern = " + Literal(writer.pattern()) + "\n";
    text += "yes = [" + Literal(Ignores() ? marked_.text : wish_.example) + "]\nno = []\n";
    std::vector<Diagnostic> unused;
    return FormatRuleFile({kFile, text}, &unused).value_or(text);
  }

  // Does the rule load, and does its example pass?  Else the first reason is kept.
  bool Passes(const std::string& text) {
    std::vector<RuleFile> files = rules_.files();
    files.push_back({kFile, text});
    std::vector<Diagnostic> diagnostics;
    const auto rules = LoadRules(files, &diagnostics);
    std::string why;
    if (!rules) {
      for (const Diagnostic& d : diagnostics) {
        if (d.error && why.empty()) why = d.message;
      }
    } else {
      const auto own = TestRules(*rules, [&](const std::string& id) { return id == id_; });
      if (own.front().outcome == ExampleResult::kPass) {
        draft_.text = text;
        draft_.why.clear();
        LookForBroken(*rules);
        return true;
      }
      why = "it gives " + own.front().got + " for " + own.front().expected;
      if (!own.front().why.empty()) why += "; " + own.front().why;
    }
    if (draft_.why.empty()) draft_.why = "of\n\n" + text + "\n`rules test` says: " + why;
    return false;
  }

  void LookForBroken(const RuleSet& with) {
    std::set<std::pair<std::string, int>> failed;
    for (const ExampleResult& result : TestRules(rules_)) {
      if (result.outcome == ExampleResult::kFail) failed.emplace(result.file, result.line);
    }
    for (ExampleResult& result : TestRules(with)) {
      const bool fails = result.outcome == ExampleResult::kFail;
      if (fails && failed.count({result.file, result.line}) == 0)
        draft_.breaks.push_back(std::move(result));
    }
  }

  const RuleSet& rules_;
  const DraftWish& wish_;
  const MarkedText& marked_;
  const Article article_;
  Expected expected_;
  std::string kind_, id_;
  RuleDraft draft_;
};

}  // namespace

Result<RuleDraft> DraftRule(const RuleSet& rules, const DraftWish& wish) {
  const MarkedText marked = ReadMarks(wish.example);
  const bool ignores = wish.kind == "ignore";
  if (marked.quotes.size() != 1 || marked.quotes.front().span.empty()) {
    return Status(Code::kInvalid,
                  "the sentence marks no single quote; write 'before ⟦quote⟧ after => 5 CNY'");
  }
  if (marked.quotes.front().expected.empty() && !ignores) {
    return Status(Code::kInvalid,
                  "nothing is expected of the quote; write 'before ⟦quote⟧ after => 5 CNY', or "
                  "--kind ignore");
  }
  return Drafter(rules, wish, marked).Run();
}

}  // namespace factmill
