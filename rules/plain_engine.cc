#include "rules/matcher.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace factmill {
namespace {

constexpr int kMostGroups = 30;      // Of one regular expression; ParsePattern sees to it.
constexpr uint32_t kLongest = 2048;  // Bytes that one regular expression sees.
constexpr int kGuardWindow = 32;     // Code points that a guard sees.

// The longest word of the vocabulary at each place of a paragraph, looked up once.
class Words {
 public:
  Words(const CompiledRules& rules, const MatchContext& context)
      : rules_(rules), context_(context), hits_(context.text.size() + 1) {}

  const Vocabulary::Hit& At(uint32_t at) {
    auto& slot = hits_[at];
    if (!slot.known) {
      slot.known = true;
      slot.hit = rules_.vocabulary.Longest(context_.text, at, context_.region);
    }
    return slot.hit;
  }

  // The entry at `at` that fills `slot`; null for none.  An entry with a
  // condition outranks one without.
  const Entry* Filling(const Slot& slot, uint32_t at) {
    const auto& hit = At(at);
    if (hit.end == 0) return nullptr;
    const Entry* chosen = nullptr;
    for (const Entry* entry : *hit.entries) {
      if (!slot.Fits(*entry) ||
          !Vocabulary::Holds(*entry, context_.text, at, hit.end, context_.region)) {
        continue;
      }
      if (chosen == nullptr || (chosen->region.empty() && !entry->region.empty())) chosen = entry;
    }
    return chosen;
  }

 private:
  struct Known {
    bool known = false;
    Vocabulary::Hit hit;
  };
  const CompiledRules& rules_;
  const MatchContext& context_;
  std::vector<Known> hits_;
};

bool IsWordSlot(const Slot& slot) {
  return slot.kind != SlotKind::kQuantity && slot.kind != SlotKind::kNoun &&
         slot.kind != SlotKind::kHedge;
}

// Tries one form at one place: a walk over its elements, keeping the best end.
class FormWalk {
 public:
  FormWalk(const CompiledRules& rules, const Rule& rule, const Form& form,
           const MatchContext& context, Words* words, uint32_t begin)
      : rules_(rules),
        rule_(rule),
        form_(form),
        context_(context),
        words_(words),
        begin_(begin),
        best_end_(begin) {}

  // The longest offer.
  std::optional<Mention> Run() {
    Walk(0, begin_);
    return std::move(best_);
  }

 private:
  void Walk(size_t index, uint32_t at) {
    if (index == form_.elements.size()) return Offer(at);
    const Element& element = form_.elements[index];
    if (element.regex != nullptr)
      WalkRegex(element, index, at);
    else
      WalkSlot(element.slot, index, at);
  }

  void WalkRegex(const Element& element, size_t index, uint32_t at) {
    const std::string_view text = context_.text;
    const bool last = index + 1 == form_.elements.size();
    const int groups = static_cast<int>(element.groups.size());
    std::array<re2::StringPiece, kMostGroups + 1> found;
    // Longest first, then each shorter end in turn.
    uint32_t limit = static_cast<uint32_t>(text.size());
    if (limit - at > kLongest) {
      limit = at + kLongest;
      while (IsUtf8Continuation(text[limit])) --limit;
    }
    while (true) {
      if (!element.regex->Match({text.data(), limit}, at, limit, RE2::ANCHOR_START, found.data(),
                                groups + 1)) {
        return;
      }
      const uint32_t end = at + static_cast<uint32_t>(found[0].size());
      if (last && end <= best_end_) return;
      const size_t kept = captures_.size();
      for (int g = 0; g < groups; ++g) {
        const auto& piece = found[g + 1];
        if (element.groups[g].empty() || piece.data() == nullptr) continue;
        Capture capture;
        capture.name = element.groups[g];
        capture.begin = static_cast<uint32_t>(piece.data() - text.data());
        capture.end = capture.begin + static_cast<uint32_t>(piece.size());
        captures_.push_back(std::move(capture));
      }
      Walk(index + 1, end);
      captures_.resize(kept);
      if (end == at) return;
      limit = end - 1;
      while (limit > at && IsUtf8Continuation(text[limit])) --limit;
    }
  }

  void With(Capture capture, size_t index, uint32_t end) {
    captures_.push_back(std::move(capture));
    Walk(index + 1, end);
    captures_.pop_back();
  }

  void WalkSlot(const Slot& slot, size_t index, uint32_t at) {
    Capture capture;
    capture.name = slot.name;
    capture.begin = at;
    if (slot.kind == SlotKind::kQuantity) {
      const auto& tokens = context_.tokens;
      const auto token =
          std::lower_bound(tokens.begin(), tokens.end(), at,
                           [](const NumberToken& t, uint32_t p) { return t.begin < p; });
      if (token == tokens.end() || token->begin != at) return;
      for (const Quantity& quantity : context_.quantities[token - tokens.begin()]) {
        capture.quantity = &quantity;
        capture.end = quantity.end;
        With(capture, index, quantity.end);
      }
      return;
    }
    if (slot.kind == SlotKind::kNoun) {
      const NounPhrase phrase = ReadNounPhrase(rules_, context_.text, at);
      if (phrase.end == 0) return;
      capture.end = phrase.end;
      capture.noun = phrase.head;
      return With(std::move(capture), index, phrase.end);
    }
    if (slot.kind == SlotKind::kHedge) {
      // A hedge inside a figure: the words are kept reversed.
      return WalkHedge(std::move(capture), index, at);
    }
    const Entry* chosen = words_->Filling(slot, at);
    if (chosen == nullptr) return;
    const uint32_t end = words_->At(at).end;
    capture.entry = chosen;
    capture.end = end;
    With(std::move(capture), index, end);
  }

  void WalkHedge(Capture capture, size_t index, uint32_t at) {
    const std::string_view text = context_.text;
    for (uint32_t end = at + 1; end <= text.size() && end <= at + 48; ++end) {
      if (end < text.size() && IsUtf8Continuation(text[end])) continue;
      const std::string reversed(text.rend() - end, text.rend() - at);
      for (const auto& hit : rules_.hedges_before.All(reversed, 0)) {
        if (hit.end != reversed.size()) continue;
        capture.entry = hit.entries->front();
        capture.end = end;
        With(capture, index, end);
      }
    }
  }

  void Offer(uint32_t end) {
    // At one end the later path wins: the shorter number with the longer unit.
    if (end < best_end_ || end == begin_ || (end == best_end_ && !best_)) return;
    if (!IsEdge(context_.text, end) || !GuardsHold(end)) return;
    Mention mention;
    mention.rule = &rule_;
    mention.begin = begin_;
    mention.end = end;
    if (rule_.makes == RuleKind::kFact) {
      auto composed = Compose(rules_, rule_, captures_, begin_, end, context_);
      if (!composed) return;
      mention.figures = std::move(composed->figures);
      mention.warning = std::move(composed->warning);
    }
    best_end_ = end;
    best_ = std::move(mention);
  }

  bool GuardsHold(uint32_t end) const {
    const auto before = [&](const RE2& guard) {
      const auto window = WindowBefore(context_.text, begin_);
      return guard.Match({window.data(), window.size()}, 0, window.size(), RE2::UNANCHORED, nullptr,
                         0);
    };
    const auto after = [&](const RE2& guard) {
      const auto window = WindowAfter(context_.text, end);
      return guard.Match({window.data(), window.size()}, 0, window.size(), RE2::ANCHOR_START,
                         nullptr, 0);
    };
    if (rule_.not_preceded_by != nullptr && before(*rule_.not_preceded_by)) return false;
    if (rule_.not_followed_by != nullptr && after(*rule_.not_followed_by)) return false;
    if (rule_.preceded_by != nullptr && !before(*rule_.preceded_by)) return false;
    return rule_.followed_by == nullptr || after(*rule_.followed_by);
  }

  const CompiledRules& rules_;
  const Rule& rule_;
  const Form& form_;
  const MatchContext& context_;
  Words* words_;
  uint32_t begin_, best_end_;
  std::vector<Capture> captures_;
  std::optional<Mention> best_;
};

// The best offer at one place so far.
class Contest {
 public:
  Contest(const CompiledRules& rules, const MatchContext& context, Words* words, uint32_t at)
      : rules_(rules), context_(context), words_(words), at_(at) {}

  void Try(const std::vector<FormRef>& forms) {
    for (const FormRef& ref : forms) {
      const Rule& rule = rules_.rules[ref.rule];
      if (!rule.region.empty() && rule.region != context_.region) continue;
      const Form& form = rule.pattern.forms[ref.form];
      const Element& head = form.elements.front();
      if (head.regex == nullptr && IsWordSlot(head.slot) &&
          words_->Filling(head.slot, at_) == nullptr) {
        continue;
      }
      auto offer = FormWalk(rules_, rule, form, context_, words_, at_).Run();
      if (offer && (!best_ || Outranks(*offer, *best_))) best_ = std::move(offer);
    }
  }

  std::optional<Mention>& best() { return best_; }

 private:
  // Length; what is ignored before what is found; specificity; file order.
  static bool Outranks(const Mention& a, const Mention& b) {
    if (a.end != b.end) return a.end > b.end;
    const bool a_ignores = a.rule->makes == RuleKind::kIgnore;
    if (a_ignores != (b.rule->makes == RuleKind::kIgnore)) return a_ignores;
    if (a.rule->pattern.captures != b.rule->pattern.captures) {
      return a.rule->pattern.captures > b.rule->pattern.captures;
    }
    return a.rule < b.rule;
  }

  const CompiledRules& rules_;
  const MatchContext& context_;
  Words* words_;
  uint32_t at_;
  std::optional<Mention> best_;
};

// The longest ignored word at `at`; 0 for none.
uint32_t IgnoredEnd(const MatchContext& context, Words* words, uint32_t at) {
  const auto& hit = words->At(at);
  if (hit.end == 0) return 0;
  for (const Entry* entry : *hit.entries) {
    if (entry->kind == EntryKind::kIgnore &&
        Vocabulary::Holds(*entry, context.text, at, hit.end, context.region)) {
      return hit.end;
    }
  }
  return 0;
}

// 555-0173: digits behind a hyphen and digits begin nothing.
bool ContinuesCode(std::string_view text, uint32_t at) {
  return at >= 2 && IsAsciiDigit(text[at]) && text[at - 1] == '-' && IsAsciiDigit(text[at - 2]);
}

}  // namespace

std::string_view WindowBefore(std::string_view text, size_t at) {
  size_t begin = at;
  for (int i = 0; i < kGuardWindow && begin > 0; ++i) {
    int size;
    DecodeUtf8Before(text, begin, &size);
    begin -= size;
  }
  return text.substr(begin, at - begin);
}

std::string_view WindowAfter(std::string_view text, size_t at) {
  const std::string_view rest = text.substr(at);
  return rest.substr(0, ByteOffsetOf(rest, kGuardWindow));
}

MatchContext MakeContext(std::string_view paragraph, std::string_view region,
                         const std::optional<Day>& reference) {
  MatchContext context;
  context.text = paragraph;
  context.region = region;
  context.reference = reference;
  context.tokens = FindNumbers(paragraph);
  context.quantities.resize(context.tokens.size());
  for (size_t i = 0; i < context.tokens.size(); ++i) {
    context.quantities[i] = QuantitiesAt(paragraph, context.tokens, i);
  }
  return context;
}

std::vector<Mention> MatchParagraph(const CompiledRules& rules, const MatchContext& context,
                                    Matching matching) {
  (void)matching;
  return MatchPlainly(rules, context);
}

std::vector<Mention> MatchPlainly(const CompiledRules& rules, const MatchContext& context) {
  return MatchPlainly(rules, context, rules.dispatch);
}

std::vector<Mention> MatchPlainly(const CompiledRules& rules, const MatchContext& context,
                                  const Dispatch& dispatch) {
  std::vector<Mention> winners;
  Words words(rules, context);
  size_t token = 0;
  for (uint32_t at = 0; at < context.text.size();) {
    const uint32_t next = at + Utf8Size(static_cast<unsigned char>(context.text[at]));
    if (!IsEdge(context.text, at) || ContinuesCode(context.text, at)) {
      at = next;
      continue;
    }
    int size;
    const char32_t c = DecodeUtf8(context.text, at, &size);
    while (token < context.tokens.size() && context.tokens[token].begin < at) ++token;
    Contest contest(rules, context, &words, at);
    contest.Try(dispatch.At(c));
    if (token < context.tokens.size() && context.tokens[token].begin == at) {
      contest.Try(dispatch.quantity_forms());
    }
    std::optional<Mention>& best = contest.best();
    const uint32_t ignored = rules.ignored_first.Has(c) ? IgnoredEnd(context, &words, at) : 0;
    if (ignored > 0 && (!best || ignored >= best->end)) {
      at = ignored;
      continue;
    }
    if (best) {
      at = best->end;
      winners.push_back(std::move(*best));
    } else {
      at = next;
    }
  }
  return winners;
}

}  // namespace factmill
