#include "rules/fast_engine.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <deque>
#include <optional>

#include "base/byte_scan.h"
#include "base/utf8.h"
#include "extractors/number_word.h"
#include "extractors/numeral.h"
#include "rules/offer.h"
#include "rules/offer_aids.h"
#include "rules/prospects.h"
#include "rules/winner.h"

namespace factmill {

// Matches paragraphs, one after the other, for one thread at a time.
class FastWalk {
 public:
  FastWalk(const CompiledRules& rules, const FormTrie& forms)
      : rules_(rules),
        trie_(forms),
        matchers_(forms),
        prospects_(rules, forms, &matchers_),
        aids_(rules) {
    has_slow_ = trie_.nodes[0].has_slow || trie_.nodes[FormTrie::kBesideRoot].has_slow;
  }

  std::vector<Mention> Run(const MatchContext& context) {
    Begin(context, false);
    std::vector<Mention> winners;
    if (!context.tokens.empty()) winners.reserve(context.tokens.size());
    const auto size = static_cast<uint32_t>(context.text.size());
    size_t token = 0;
    for (uint32_t at = 0; (at = NextPlace(at, &token)) < size;) {
      at = MayBegin(context.text, at) ? MatchAt(at, &winners) : next_;
    }
    return winners;
  }

  bool FindsAnything(const MatchContext& context) {
    Begin(context, true);
    const auto size = static_cast<uint32_t>(context.text.size());
    size_t token = 0;
    for (uint32_t at = 0; (at = NextPlace(at, &token)) < size; at = next_) {
      if (!MayBegin(context.text, at)) continue;
      FindWays(at);
      if (!ways_.empty() && Best(0)) return true;
    }
    return false;
  }

 private:
  // With `every_number` those inside words are places, too.
  void Begin(const MatchContext& context, bool every_number) {
    context_ = &context;
    every_number_ = every_number;
    places_ = PlaceWalk<PickPlaces>(context.bytes, {trie_.starts.Has(' ') ? ~uint64_t{0} : 0});
    words_.fill({});
    nouns_.clear();
  }

  // A way that a form leads from the place to `end`.
  struct Way {
    uint32_t end;
    FormRef form;
    uint32_t steps, count;  // In steps_.
  };

  // Where something may begin as far as the bytes tell: at a word, and at whatever
  // is no letter, digit or space.
  struct PickPlaces {
    uint64_t spaces = 0;  // All bits where something may begin with a space.
    uint64_t operator()(const ByteKinds& now, const ByteKinds& earlier) const {
      return Beginnings(now.letters | now.digits, earlier.letters | earlier.digits) | now.leads |
             now.others | (now.spaces & spaces);
    }
  };

  // The first place from `at` on where a number or something else may begin; says
  // in number_, starts_ and next_ which, and where to go on if nothing does.
  // `*token` is the first number not yet passed.
  uint32_t NextPlace(uint32_t at, size_t* token) {
    const auto& tokens = context_->tokens;
    const auto size = static_cast<uint32_t>(context_->text.size());
    while (true) {
      while (*token < tokens.size() && tokens[*token].begin < at) ++*token;
      const uint32_t number = *token < tokens.size() ? tokens[*token].begin : size;
      if (Skip(&at, number)) {
        number_ = false;
        starts_ = true;
        return at;
      }
      if (at == size) return at;
      if (at > number) continue;
      number_ = true;
      quantities_ = context_->quantities[*token];
      int code_size;
      starts_ = trie_.starts.Has(DecodeUtf8(context_->text, at, &code_size));
      next_ = kIsWordByte[ByteAt(at)] ? WordEnd(context_->text, at) : at + code_size;
      return at;
    }
  }

  // Steps over what begins nothing, up to `stop`, or to the end of a word that goes
  // beyond.  True, and next_ set, where something may begin before `stop`.
  bool Skip(uint32_t* place, uint32_t stop) {
    const std::string_view text = context_->text;
    const uint32_t first = *place;
    PlaceWalk<PickPlaces> places = places_;  // Stays in registers.
    if (first < stop) places.Seek(first);
    for (uint32_t at = first; at < stop && (at = places.Here()) < stop;) {
      const unsigned char byte = ByteAt(at);
      if (byte >= 0x80) {
        at = trie_.starts.PassWide(text, at, stop);
        places.Seek(at);
        if (at >= stop) break;
        if (ByteAt(at) < 0x80) continue;
        next_ = at + Utf8Size(ByteAt(at));
        if (!prospects_.MayLive(text, at)) {
          places.Seek(at = next_);
          continue;
        }
      } else {
        places.Pass();
        if (!prospects_.MayLive(text, at) && !MayLeave(text, places.Here())) continue;
        next_ = kIsWordByte[byte] ? WordEnd(text, at) : at + 1;
      }
      places_ = places;
      *place = at;
      return true;
    }
    places_ = places;
    *place = std::max(first, stop);
    const bool in_word = !every_number_ && first < stop && stop < text.size() &&
                         kIsWordByte[ByteAt(stop)] && kIsWordByte[ByteAt(stop - 1)];
    if (in_word) *place = WordEnd(text, stop);
    return false;
  }

  unsigned char ByteAt(uint32_t at) const { return static_cast<unsigned char>(context_->text[at]); }

  static uint32_t WordEnd(std::string_view text, uint32_t at) {
    const auto size = static_cast<uint32_t>(text.size());
    do ++at;
    while (at < size && kIsWordByte[static_cast<unsigned char>(text[at])]);
    return at;
  }

  // Whether the byte behind a word may lead anywhere.  `next` is the place that follows
  // the word's beginning.
  bool MayLeave(std::string_view text, uint32_t next) const {
    return next < text.size() && trie_.leaving[ByteAt(next)] && kIsWordByte[ByteAt(next - 1)];
  }

  // What the automata find at the place; false where that is nothing.
  bool Ask(uint32_t at) {
    hits_.clear();
    const uint32_t limit = StretchLimit(context_->text, at);
    const auto ask = [&](const FormTrie::Node& node) {
      if (node.automaton != FormTrie::kNone) {
        matchers_.Of(node).Run(context_->text, at, limit, &hits_);
      }
      return hits_.size();
    };
    beside_ = 0;
    if (!kIsWordByte[ByteAt(at)] ||
        (next_ < context_->text.size() && trie_.leaving[ByteAt(next_)])) {
      beside_ = ask(trie_.nodes[FormTrie::kBesideRoot]);
    }
    return ask(trie_.nodes[0]) > 0;
  }

  // Finds the ways from a place, and whether a word stands there that something may
  // begin with or that is ignored.
  void FindWays(uint32_t at) {
    const FormTrie::Node& root = trie_.nodes[0];
    ways_.clear();
    word_ = false;
    if (!starts_)
      hits_.clear();
    else if (!Ask(at) && !number_ && !has_slow_)
      return;
    steps_.clear();
    path_.clear();
    begin_ = at;
    if (number_) WalkQuantities(root, quantities_, at);
    if (starts_) {
      WalkHits(root, at, beside_);
      WalkHits(trie_.nodes[FormTrie::kBesideRoot], at, 0);
    }
    if (has_slow_) {
      WalkSlow(root, at);
      WalkSlow(trie_.nodes[FormTrie::kBesideRoot], at);
    }
    if (word_) WalkWords(root, at);
  }

  // Tries the place; gives the place at which to go on.
  uint32_t MatchAt(uint32_t at, std::vector<Mention>* winners) {
    FindWays(at);
    const uint32_t ignored = word_ ? IgnoredEnd(*context_, at, WordAt(at)) : 0;
    if (!ways_.empty()) {
      if (auto best = Best(ignored)) {
        winners->push_back(std::move(*best));
        return winners->back().end;
      }
    }
    if (ignored == 0) return next_;
    if (context_->winners != nullptr)
      context_->winners->push_back(IgnoredWord(rules_, at, ignored, *context_));
    return ignored;
  }

  // The first way, in order of rank, that holds and is longer than `ignored`.
  std::optional<Mention> Best(uint32_t ignored) {
    if (ways_.size() > 1) Sort(&ways_);
    for (const Way& way : ways_) {
      if (way.end <= ignored) break;
      const Rule& rule = rules_.rules[way.form.rule];
      const Form& form = rule.pattern.forms[way.form.form];
      auto offer = MakeOffer(rules_, rule, form, StepsOf(way), begin_, way.end, *context_, &aids_);
      if (!offer) continue;
      if (context_->winners != nullptr) {
        context_->winners->push_back(
            WinnerOf(rules_, {rule, form, StepsOf(way), begin_, way.end}, *offer, *context_));
      }
      return offer;
    }
    return std::nullopt;
  }

  // Stable.  There are few, and std::stable_sort takes memory.
  void Sort(std::vector<Way>* ways) const {
    constexpr size_t kFew = 16;
    const auto outranks = [this](const Way& a, const Way& b) { return Outranks(a, b); };
    if (ways->size() > kFew) return std::stable_sort(ways->begin(), ways->end(), outranks);
    for (auto way = ways->begin() + 1; way != ways->end(); ++way) {
      std::rotate(std::upper_bound(ways->begin(), way, *way, outranks), way, way + 1);
    }
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
    matchers_.Of(node).Run(context_->text, at, StretchLimit(context_->text, at), &hits_);
    WalkHits(node, at, first);
  }

  void WalkQuantities(const FormTrie::Node& node, std::span<const Quantity> quantities,
                      uint32_t at) {
    if (node.quantity == FormTrie::kNone) return;
    for (const Quantity& quantity : quantities) Take(node.quantity, {at, quantity.end, &quantity});
  }

  void WalkWords(const FormTrie::Node& node, uint32_t at) {
    if (at >= context_->text.size() ||
        (rules_.vocabulary.SlotsAt(context_->text, at) & node.word_slots) == 0) {
      return;
    }
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
      for (uint32_t expression : matchers_.Of(node).Accepted(hit.accept)) {
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
  Matchers matchers_;
  Prospects prospects_;
  OfferAids aids_;
  bool has_slow_ = false;
  bool every_number_ = false;
  const MatchContext* context_ = nullptr;
  PlaceWalk<PickPlaces> places_;
  std::array<Word, kWords> words_;
  std::deque<std::pair<uint32_t, NounPhrase>> nouns_;  // Stay where they are.
  // Of one place.
  uint32_t begin_ = 0, next_ = 0;
  size_t beside_ = 0;                     // So many of hits_ are of the node beside the root.
  bool starts_ = false, word_ = false;    // Something but a number may begin; a word does.
  bool number_ = false;                   // A number begins here, ...
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

bool FindsAnything(const CompiledRules& rules, const FormTrie& forms, const FastEngine& engine,
                   const MatchContext& context) {
  auto walk = engine.Borrow();
  if (walk == nullptr) walk = std::make_unique<FastWalk>(rules, forms);
  const bool found = walk->FindsAnything(context);
  engine.Return(std::move(walk));
  return found;
}

std::vector<Mention> MatchFast(const CompiledRules& rules, const MatchContext& context) {
  auto walk = rules.engine.Borrow();
  if (walk == nullptr) walk = std::make_unique<FastWalk>(rules, rules.forms);
  auto winners = walk->Run(context);
  rules.engine.Return(std::move(walk));
  return winners;
}

}  // namespace factmill
