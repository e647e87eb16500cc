#include "rules/fast_engine.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <deque>

#include "base/utf8.h"
#include "rules/offer.h"

namespace factmill {
namespace {

constexpr size_t kAutomataBytes = 48 << 20;  // Of all states of one thread.
constexpr size_t kLeastBytes = 64 << 10;     // Of one automaton.
constexpr size_t kMostBytes = 8 << 20;

}  // namespace

// Matches paragraphs, one after the other, for one thread at a time.
class FastWalk {
 public:
  explicit FastWalk(const CompiledRules& rules) : rules_(rules), trie_(rules.forms) {
    const size_t share = kAutomataBytes / std::max<size_t>(trie_.automata.size(), 1);
    matchers_.reserve(trie_.automata.size());
    for (const auto& automaton : trie_.automata) {
      matchers_.emplace_back(*automaton, std::clamp(share, kLeastBytes, kMostBytes));
    }
  }

  std::vector<Mention> Run(const MatchContext& context) {
    context_ = &context;
    words_.fill({});
    nouns_.clear();
    std::vector<Mention> winners;
    size_t token = 0;
    const std::string_view text = context.text;
    for (uint32_t at = 0; at < text.size();) {
      int size;
      const char32_t c = DecodeUtf8(text, at, &size);
      while (token < context.tokens.size() && context.tokens[token].begin < at) ++token;
      const bool number = token < context.tokens.size() && context.tokens[token].begin == at;
      const uint8_t starts = trie_.starts.At(c);
      if ((starts == Starts::kNothing && !number) || !MayBegin(text, at)) {
        at += size;
        continue;
      }
      at = MatchAt(at, at + size, starts, &winners);
    }
    return winners;
  }

 private:
  // A way that a form leads from the place to `end`.
  struct Way {
    uint32_t end;
    FormRef form;
    uint32_t steps, count;  // In steps_.
  };

  // Tries the place; gives the place at which to go on.
  uint32_t MatchAt(uint32_t at, uint32_t next, uint8_t starts, std::vector<Mention>* winners) {
    ways_.clear();
    steps_.clear();
    path_.clear();
    begin_ = at;
    starts_ = starts;
    Walk(0, at);
    const uint32_t ignored =
        (starts & Starts::kWord) != 0 ? IgnoredEnd(*context_, at, WordAt(at)) : 0;
    if (!ways_.empty()) {
      if (auto best = Best(ignored)) {
        winners->push_back(std::move(*best));
        return winners->back().end;
      }
    }
    return ignored > 0 ? ignored : next;
  }

  // The first way, in order of rank, that holds and is longer than `ignored`.
  std::optional<Mention> Best(uint32_t ignored) {
    if (ways_.size() > 1) {
      std::stable_sort(ways_.begin(), ways_.end(),
                       [this](const Way& a, const Way& b) { return Outranks(a, b); });
    }
    for (const Way& way : ways_) {
      if (way.end <= ignored) break;
      const Rule& rule = rules_.rules[way.form.rule];
      auto offer = MakeOffer(rules_, rule, rule.pattern.forms[way.form.form],
                             StepsOf(way), begin_, way.end, *context_);
      if (offer) return offer;
    }
    return std::nullopt;
  }

  bool Outranks(const Way& a, const Way& b) const {
    if (a.end != b.end) return a.end > b.end;
    if (a.form.rule != b.form.rule) {
      const Rule& left = rules_.rules[a.form.rule];
      const Rule& right = rules_.rules[b.form.rule];
      if (left.makes != right.makes) return left.makes == RuleKind::kIgnore;
      if (left.pattern.captures != right.pattern.captures) {
        return left.pattern.captures > right.pattern.captures;
      }
      return a.form.rule < b.form.rule;
    }
    if (a.form.form != b.form.form) return a.form.form < b.form.form;
    return ComesBefore(StepsOf(a), StepsOf(b));
  }

  std::span<const Step> StepsOf(const Way& way) const {
    return {steps_.data() + way.steps, way.count};
  }

  void Walk(int32_t index, uint32_t at) {
    const FormTrie::Node& node = trie_.nodes[index];
    if (!node.forms.empty() && at > begin_) Arrive(node, at);
    const bool root = index == 0;
    if (node.quantity != FormTrie::kNone) {
      for (const Quantity& quantity : QuantitiesFrom(*context_, at)) {
        Take(node.quantity, {at, quantity.end, &quantity});
      }
    }
    if (!node.words.empty() && (!root || (starts_ & Starts::kWord) != 0)) {
      // Looked up anew each time: what lies below may look up other places.
      const Vocabulary::Hit hit = WordAt(at);
      for (const auto& [slot, child] : node.words) {
        const Entry* entry = Filling(*slot, *context_, at, hit);
        if (entry != nullptr) Take(child, {at, hit.end, nullptr, entry});
      }
    }
    if (root && (starts_ & Starts::kPattern) == 0) return;
    if (node.noun != FormTrie::kNone) {
      if (const NounPhrase* noun = NounAt(at)) Take(node.noun, {at, noun->end, nullptr, nullptr, noun});
    }
    if (node.hedge != FormTrie::kNone) {
      std::vector<Step> hedges;
      FindHedges(rules_, context_->text, at, &hedges);
      for (const Step& hedge : hedges) Take(node.hedge, hedge);
    }
    if (node.automaton != FormTrie::kNone) WalkExpressions(node, at);
    for (const auto& [regex, child] : node.others) WalkOther(*regex, child, at);
  }

  void Take(int32_t child, const Step& step) {
    path_.push_back(step);
    Walk(child, step.end);
    path_.pop_back();
  }

  // Longest first, as the plain engine tries them.
  void WalkExpressions(const FormTrie::Node& node, uint32_t at) {
    Matcher& matcher = matchers_[node.automaton];
    const size_t first = hits_.size();
    matcher.Run(context_->text, at, StretchLimit(context_->text, at), &hits_);
    for (size_t i = hits_.size(); i > first; --i) {
      const AutomatonHit hit = hits_[i - 1];
      for (uint32_t expression : matcher.Accepted(hit.accept)) {
        Take(node.expressions[expression], {at, hit.end});
      }
    }
    hits_.resize(first);
  }

  void WalkOther(const re2::RE2& regex, int32_t child, uint32_t at) {
    const std::string_view text = context_->text;
    re2::StringPiece found;
    for (uint32_t limit = StretchLimit(text, at);;) {
      if (!regex.Match({text.data(), limit}, at, limit, re2::RE2::ANCHOR_START, &found, 1)) return;
      const uint32_t end = at + static_cast<uint32_t>(found.size());
      Take(child, {at, end});
      if (end == at) return;
      limit = end - 1;
      while (limit > at && IsUtf8Continuation(text[limit])) --limit;
    }
  }

  void Arrive(const FormTrie::Node& node, uint32_t end) {
    const auto steps = static_cast<uint32_t>(steps_.size());
    steps_.insert(steps_.end(), path_.begin(), path_.end());
    for (const FormRef& form : node.forms) {
      const std::string& region = rules_.rules[form.rule].region;
      if (!region.empty() && region != context_->region) continue;
      ways_.push_back({end, form, steps, static_cast<uint32_t>(path_.size())});
    }
  }

  // The longest word at a place; the last few are remembered.
  const Vocabulary::Hit& WordAt(uint32_t at) {
    Word& word = words_[at % kWords];
    if (word.at != at) {
      word.at = at;
      word.hit = rules_.vocabulary.Longest(context_->text, at, context_->region);
    }
    return word.hit;
  }

  const NounPhrase* NounAt(uint32_t at) {
    if (nouns_.empty() || nouns_.back().first != at) {
      if (nouns_.size() > kNouns && begin_ > nouns_.back().first) nouns_.clear();
      nouns_.emplace_back(at, ReadNounPhrase(rules_, context_->text, at));
    }
    const NounPhrase& noun = nouns_.back().second;
    return noun.end > 0 ? &noun : nullptr;
  }

  static constexpr uint32_t kWords = 16;
  static constexpr size_t kNouns = 64;
  struct Word {
    uint32_t at = UINT32_MAX;
    Vocabulary::Hit hit;
  };

  const CompiledRules& rules_;
  const FormTrie& trie_;
  std::vector<Matcher> matchers_;  // By automaton.
  const MatchContext* context_ = nullptr;
  std::array<Word, kWords> words_;
  std::deque<std::pair<uint32_t, NounPhrase>> nouns_;  // Stay where they are.
  // Of one place.
  uint32_t begin_ = 0;
  uint8_t starts_ = 0;
  std::vector<Step> path_, steps_;
  std::vector<Way> ways_;
  std::vector<AutomatonHit> hits_;
};

FastEngine::FastEngine() = default;
FastEngine::~FastEngine() = default;

std::unique_ptr<FastWalk> FastEngine::Borrow() const {
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) return nullptr;
  auto walk = std::move(idle_.back());
  idle_.pop_back();
  return walk;
}

void FastEngine::Return(std::unique_ptr<FastWalk> walk) const {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(walk));
}

std::vector<Mention> MatchFast(const CompiledRules& rules, const MatchContext& context) {
  auto walk = rules.engine.Borrow();
  if (walk == nullptr) walk = std::make_unique<FastWalk>(rules);
  auto winners = walk->Run(context);
  rules.engine.Return(std::move(walk));
  return winners;
}

}  // namespace factmill
