#include "rules/fast_engine.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <deque>

#include "base/utf8.h"
#include "rules/offer.h"

namespace factmill {
namespace {

// For the states that one thread remembers: those of the root's automaton, which
// every place asks, and of all others.
constexpr size_t kRootBytes = 16 << 20;
constexpr size_t kOtherBytes = 32 << 20;

constexpr std::array<bool, 256> kIsWord = [] {
  std::array<bool, 256> is_word{};
  for (int c = 0; c < 128; ++c)
    is_word[c] = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  return is_word;
}();

}  // namespace

// Matches paragraphs, one after the other, for one thread at a time.
class FastWalk {
 public:
  FastWalk(const CompiledRules& rules, const FormTrie& forms) : rules_(rules), trie_(forms) {
    const size_t count = trie_.automata.size();
    matchers_.reserve(count);
    for (size_t i = 0; i < count; ++i) {
      const bool root = static_cast<int32_t>(i) == trie_.nodes[0].automaton;
      matchers_.emplace_back(*trie_.automata[i], root ? kRootBytes : kOtherBytes / count);
    }
  }

  std::vector<Mention> Run(const MatchContext& context) {
    context_ = &context;
    words_.fill({});
    nouns_.clear();
    std::vector<Mention> winners;
    const std::string_view text = context.text;
    size_t token = 0;
    for (uint32_t at = 0; at < text.size();) {
      at = SkipWord(text, at);
      if (at == text.size()) break;
      int size;
      const char32_t c = DecodeUtf8(text, at, &size);
      while (token < context.tokens.size() && context.tokens[token].begin < at) ++token;
      number_ = token < context.tokens.size() && context.tokens[token].begin == at
                    ? &context.quantities[token]
                    : nullptr;
      starts_ = trie_.starts.Has(c);
      const bool nothing = !starts_ && number_ == nullptr;
      at = nothing || !MayBegin(text, at) ? at + size : MatchAt(at, at + size, &winners);
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

  // The next place that is not inside an ASCII word, where nothing begins.
  static uint32_t SkipWord(std::string_view text, uint32_t at) {
    const auto is_word = [&](uint32_t i) { return kIsWord[static_cast<unsigned char>(text[i])]; };
    if (at == 0 || !is_word(at - 1)) return at;
    while (at < text.size() && is_word(at)) ++at;
    return at;
  }

  // Tries the place; gives the place at which to go on.
  uint32_t MatchAt(uint32_t at, uint32_t next, std::vector<Mention>* winners) {
    ways_.clear();
    steps_.clear();
    path_.clear();
    begin_ = at;
    WalkRoot(at);
    const uint32_t ignored = word_ ? IgnoredEnd(*context_, at, WordAt(at)) : 0;
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
      auto offer = MakeOffer(rules_, rule, rule.pattern.forms[way.form.form], StepsOf(way), begin_,
                             way.end, *context_);
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

  void WalkRoot(uint32_t at) {
    const FormTrie::Node& root = trie_.nodes[0];
    if (number_ != nullptr) WalkQuantities(root, *number_, at);
    word_ = false;
    if (!starts_) return;
    WalkOthers(root, at);
    if (word_) WalkWords(root, at);
  }

  void Walk(const FormTrie::Node& node, uint32_t at) {
    if (!node.forms.empty() && at > begin_) Arrive(node, at);
    if (node.quantity != FormTrie::kNone) WalkQuantities(node, QuantitiesFrom(*context_, at), at);
    if (!node.words.empty()) WalkWords(node, at);
    WalkOthers(node, at);
  }

  void WalkQuantities(const FormTrie::Node& node, const std::vector<Quantity>& quantities,
                      uint32_t at) {
    if (node.quantity == FormTrie::kNone) return;
    for (const Quantity& quantity : quantities) Take(node.quantity, {at, quantity.end, &quantity});
  }

  void WalkWords(const FormTrie::Node& node, uint32_t at) {
    const Vocabulary::Hit hit = WordAt(at);
    if (hit.end == 0) return;
    const auto& entries = *hit.entries;
    for (size_t i = 0; i < entries.size(); ++i) {
      const int32_t child = node.ChildOf(entries[i]->slot_number);
      if (child == FormTrie::kNone || !Holds(*entries[i], at, hit.end)) continue;
      // The first entry that holds fills the slot.
      const auto fills = [&](const Entry* earlier) {
        return earlier->slot_number == entries[i]->slot_number && Holds(*earlier, at, hit.end);
      };
      if (std::any_of(entries.begin(), entries.begin() + i, fills)) continue;
      Take(child, {at, hit.end, nullptr, entries[i]});
    }
  }

  bool Holds(const Entry& entry, uint32_t at, uint32_t end) const {
    return Vocabulary::Holds(entry, context_->text, at, end, context_->home);
  }

  void WalkOthers(const FormTrie::Node& node, uint32_t at) {
    if (node.noun != FormTrie::kNone) {
      const NounPhrase* noun = NounAt(at);
      if (noun != nullptr) Take(node.noun, {at, noun->end, nullptr, nullptr, noun});
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
    Walk(trie_.nodes[child], step.end);
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
        const int32_t child = node.expressions[expression];
        if (child != FormTrie::kNone)
          Take(child, {at, hit.end});
        else
          word_ = true;
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
      if (!region.empty() && region != context_->home.region) continue;
      ways_.push_back({end, form, steps, static_cast<uint32_t>(path_.size())});
    }
  }

  // The longest word at a place; the last few are remembered.
  const Vocabulary::Hit& WordAt(uint32_t at) {
    Word& word = words_[at % kWords];
    if (word.at != at) {
      word.at = at;
      word.hit = rules_.vocabulary.Longest(context_->text, at, context_->home);
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
  bool starts_ = false, word_ = false;             // Something but a number may begin; a word does.
  const std::vector<Quantity>* number_ = nullptr;  // Where a number begins here.
  std::vector<Step> path_, steps_;
  std::vector<Way> ways_;
  std::vector<AutomatonHit> hits_;
};

FormsAlone::FormsAlone(const CompiledRules& rules, const FormTrie& forms)
    : walk_(std::make_unique<FastWalk>(rules, forms)) {}
FormsAlone::~FormsAlone() = default;

std::vector<Mention> FormsAlone::Match(const MatchContext& context) { return walk_->Run(context); }

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
  if (walk == nullptr) walk = std::make_unique<FastWalk>(rules, rules.forms);
  auto winners = walk->Run(context);
  rules.engine.Return(std::move(walk));
  return winners;
}

}  // namespace factmill
