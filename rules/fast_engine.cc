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
    const auto size = static_cast<uint32_t>(context.text.size());
    size_t token = 0;
    for (uint32_t at = 0; (at = NextPlace(at, &token)) < size;) {
      const uint32_t next = at + Utf8Size(static_cast<unsigned char>(context.text[at]));
      at = MayBegin(context.text, at) ? MatchAt(at, next, &winners) : next;
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

  // The first place from `at` on where a number or something else may begin; says
  // in number_ and starts_ which.  `*token` is the first number not yet passed.
  uint32_t NextPlace(uint32_t at, size_t* token) {
    const std::string_view text = context_->text;
    const auto& tokens = context_->tokens;
    const auto byte_at = [&](uint32_t i) { return static_cast<unsigned char>(text[i]); };
    while (*token < tokens.size() && tokens[*token].begin < at) ++*token;
    const bool any = *token < tokens.size();
    const uint32_t number = any ? tokens[*token].begin : static_cast<uint32_t>(text.size());
    for (; at < number; at += Utf8Size(byte_at(at))) {
      const unsigned char byte = byte_at(at);
      if (byte < 0x80) {
        if (!trie_.starts.HasAscii(byte)) continue;
        // Nothing begins inside an ASCII word.
        if (at > 0 && kIsWord[byte] && kIsWord[byte_at(at - 1)]) continue;
      } else {
        int size;
        if (!trie_.starts.Has(DecodeUtf8(text, at, &size))) continue;
      }
      number_ = false;
      starts_ = true;
      return at;
    }
    if (at > number) return NextPlace(at, token);  // Not in front of a whole character.
    number_ = any;
    if (any) quantities_ = context_->quantities[*token];
    int size;
    starts_ = any && trie_.starts.Has(DecodeUtf8(text, at, &size));
    return at;
  }

  // Tries the place; gives the place at which to go on.
  uint32_t MatchAt(uint32_t at, uint32_t next, std::vector<Mention>* winners) {
    hits_.clear();
    const FormTrie::Node& root = trie_.nodes[0];
    if (starts_ && root.automaton != FormTrie::kNone) {
      matchers_[root.automaton].Run(context_->text, at, StretchLimit(context_->text, at), &hits_);
    }
    if (hits_.empty() && !number_ && !root.has_slow) return next;
    ways_.clear();
    steps_.clear();
    path_.clear();
    begin_ = at;
    word_ = false;
    if (number_) WalkQuantities(root, quantities_, at);
    WalkHits(root, at, 0);
    if (root.has_slow) WalkSlow(root, at);
    if (word_) WalkWords(root, at);
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

  void Walk(const FormTrie::Node& node, uint32_t at) {
    if (!node.forms.empty() && at > begin_) Arrive(node, at);
    if (node.quantity != FormTrie::kNone) WalkQuantities(node, QuantitiesFrom(*context_, at), at);
    if (!node.words.empty()) WalkWords(node, at);
    if (node.has_slow) WalkSlow(node, at);
    if (node.automaton == FormTrie::kNone) return;
    const size_t first = hits_.size();
    matchers_[node.automaton].Run(context_->text, at, StretchLimit(context_->text, at), &hits_);
    WalkHits(node, at, first);
  }

  void WalkQuantities(const FormTrie::Node& node, std::span<const Quantity> quantities,
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

  // What no automaton finds.
  void WalkSlow(const FormTrie::Node& node, uint32_t at) {
    if (node.noun != FormTrie::kNone) {
      const NounPhrase* noun = NounAt(at);
      if (noun != nullptr) Take(node.noun, {at, noun->end, nullptr, nullptr, noun});
    }
    if (node.hedge != FormTrie::kNone) {
      std::vector<Step> hedges;
      FindHedges(rules_, context_->text, at, &hedges);
      for (const Step& hedge : hedges) Take(node.hedge, hedge);
    }
    for (const auto& [regex, child] : node.others) WalkOther(regex->re2(), child, at);
  }

  void Take(int32_t child, const Step& step) {
    path_.push_back(step);
    Walk(trie_.nodes[child], step.end);
    path_.pop_back();
  }

  // Goes on from the hits of the node's automaton, which are those from `first` on,
  // and takes them away.
  void WalkHits(const FormTrie::Node& node, uint32_t at, size_t first) {
    for (size_t i = hits_.size(); i > first; --i) {
      const AutomatonHit hit = hits_[i - 1];
      for (uint32_t expression : matchers_[node.automaton].Accepted(hit.accept)) {
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
  bool starts_ = false, word_ = false;  // Something but a number may begin; a word does.
  bool number_ = false;                    // A number begins here, ...
  std::span<const Quantity> quantities_;  // ... with these.
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
