#include "rules/layer2.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "base/utf8.h"
#include "corpus/segment.h"
#include "rules/attribution.h"
#include "rules/carried.h"
#include "rules/govern.h"
#include "rules/masked_offer.h"
#include "rules/offer.h"
#include "rules/stretches.h"
#include "rules/winner.h"

namespace factmill {
namespace {

constexpr int kMostGroups = 30;  // The loader sees to it.
// A unit is carried from figure to figure, and on from those that this made.
constexpr int kCarryPasses = 2;

class SecondReader {
 public:
  SecondReader(const CompiledRules& rules, const MatchContext& context,
               const std::vector<Mention>& mentions, const FiguresSoFar* so_far)
      : rules_(rules), context_(context), mentions_(mentions), so_far_(so_far) {
    for (const Mention& mention : mentions) {
      for (const Figure& figure : mention.figures) Take(&figure, mention.rule);
    }
  }

  SecondReading Run() {
    if (out_.figures.empty() && !MayCarry()) return std::move(out_);
    if (Prepare(rules_.makers)) MakeFigures();
    for (int pass = 0; pass < kCarryPasses && Prepare(rules_.carriers); ++pass) {
      if (!MakeFigures()) break;
    }
    if (out_.figures.empty()) return std::move(out_);
    if (Prepare(rules_.attributors)) Relate();
    Sentences();
    std::sort(out_.links.begin(), out_.links.end(), [](const PlacedLink& a, const PlacedLink& b) {
      return std::tie(a.figure, a.relation, a.other, a.rule) <
             std::tie(b.figure, b.relation, b.other, b.rule);
    });
    const auto same = [](const PlacedLink& a, const PlacedLink& b) {
      return std::tie(a.figure, a.relation, a.other) == std::tie(b.figure, b.relation, b.other);
    };
    out_.links.erase(std::unique(out_.links.begin(), out_.links.end(), same), out_.links.end());
    return std::move(out_);
  }

 private:
  void Take(const Figure* figure, const Rule* rule) {
    contents_.Add(static_cast<int>(figure->value.kind));
    contents_.Add(Contents::kFigure);
    out_.figures.push_back({figure, rule});
  }

  // Is all there that some alternative of the rule needs?
  bool MayApply(const Rule& rule) {
    if (!rule.region.empty() && rule.region != context_.home.region) return false;
    if (rule.masked->unit.carried != Carried::kNot && !MayCarry(rule.masked->unit)) return false;
    const auto& needs = rule.masked->needs;
    return std::any_of(needs.begin(), needs.end(), [&](const auto& all) { return Has(all); });
  }

  // Is there a number to which the unit of a figure may be carried?
  bool MayCarry(const MaskedRule::UnitSource& unit) {
    const FiguresSoFar* before = unit.carried == Carried::kText ? so_far_ : nullptr;
    if (contents_.Count(static_cast<int>(unit.kind)) == 0 && (before == nullptr || before->empty()))
      return false;
    Value value;
    const auto fits = [&](const Quantity& quantity) {
      value.value = quantity.items.front().value;
      return (unit.least == 0 || *value.value >= Decimal(unit.least)) &&
             !CarriedUnit(unit, value, out_.figures, {0, quantity.begin}, before).empty();
    };
    return std::ranges::any_of(BareNumbers(), [&](size_t token) {
      return std::ranges::any_of(context_.quantities[token], fits);
    });
  }
  // May a number here have the unit of a figure in a paragraph before?
  bool MayCarry() { return so_far_ != nullptr && !so_far_->empty() && !BareNumbers().empty(); }

  // What costs more is asked later.
  bool Has(const Contents& needs) {
    if (!contents_.HasFigures(needs)) return false;
    if (needs.Count(Contents::kNumber) > 0) {
      CountNumbers();
      if (contents_.Count(Contents::kNumber) < needs.Count(Contents::kNumber)) return false;
    }
    if (needs.words() == 0) return true;
    ReadWords();
    return contents_.HasWords(needs);
  }

  // The numbers that are in no figure, and the slots that words fill: as many
  // as there may be until the tokens are known.
  void CountNumbers() {
    if (numbers_counted_) return;
    numbers_counted_ = true;
    contents_.Add(Contents::kNumber, static_cast<int>(BareNumbers().size()));
  }
  // The tokens of the text whose numbers are in no figure of layer 1.
  const std::vector<size_t>& BareNumbers() {
    if (bare_) return *bare_;
    bare_.emplace();
    for (size_t i = 0, f = 0; i < context_.tokens.size(); ++i) {
      const uint32_t at = context_.tokens[i].begin;
      while (f < out_.figures.size() && out_.figures[f].figure->end <= at) ++f;
      const bool taken = f < out_.figures.size() && out_.figures[f].figure->begin <= at;
      if (!taken && !context_.quantities[i].empty()) bare_->push_back(i);
    }
    return *bare_;
  }
  void ReadWords() {
    if (words_) return;
    words_ = FindWords(rules_.vocabulary, rules_.alphabet, context_);
    for (const NamedWord& word : *words_) contents_.AddWords(word.slots);
  }

  // Narrows `rules` to those that may apply and, if there are any, makes the mask.
  bool Prepare(const std::vector<size_t>& rules) {
    candidates_.clear();
    for (const size_t index : rules) {
      if (MayApply(rules_.rules[index])) candidates_.push_back(&rules_.rules[index]);
    }
    if (candidates_.empty()) return false;
    out_.rules_used.insert(out_.rules_used.end(), candidates_.begin(), candidates_.end());
    if (!mask_) MakeMask();
    const auto idle = [&](const Rule* rule) { return !MayApply(*rule); };
    candidates_.erase(std::remove_if(candidates_.begin(), candidates_.end(), idle),
                      candidates_.end());
    return !candidates_.empty();
  }

  void MakeMask() {
    std::vector<TakenSpan> taken;
    for (size_t i = 0; i < out_.figures.size(); ++i) {
      const Figure& figure = *out_.figures[i].figure;
      taken.push_back({figure.begin, figure.end, static_cast<int>(i), figure.value.kind});
    }
    for (const Mention& mention : mentions_) {
      if (mention.figures.empty()) taken.push_back({mention.begin, mention.end});
    }
    std::sort(taken.begin(), taken.end(),
              [](const TakenSpan& a, const TakenSpan& b) { return a.begin < b.begin; });
    ReadWords();
    mask_.emplace(context_.text,
                  FindTokens(rules_.vocabulary, rules_.alphabet, context_, taken, *words_));
    for (auto& stretches : stretches_) stretches.clear();
    contents_ = {};
    for (const Token& token : mask_->tokens()) Add(token, &contents_);
    numbers_counted_ = true;
    UseMaskers();
  }

  // A rule that names a word of the mask had a part in it, whatever it finds.
  void UseMaskers() {
    for (const auto* rules : {&rules_.makers, &rules_.carriers, &rules_.attributors}) {
      for (const size_t index : *rules) {
        const Rule& rule = rules_.rules[index];
        if ((rule.masked->words & contents_.words()) != 0) out_.rules_used.push_back(&rule);
      }
    }
  }

  std::span<const FoldedSpan> Sentences() {
    if (out_.sentences.empty()) out_.sentences = FindSentences(context_.text, context_.bytes);
    return out_.sentences;
  }

  const std::vector<Stretch>& Stretches(Scope scope) {
    auto& stretches = stretches_[static_cast<int>(scope)];
    if (!stretches.empty()) return stretches;
    const bool whole = scope == Scope::kParagraph;
    return stretches =
               StretchesOf(*mask_, scope, whole ? std::span<const FoldedSpan>() : Sentences());
  }

  static bool MayMatch(const MaskedRule& rule, const Stretch& stretch) {
    return std::any_of(rule.needs.begin(), rule.needs.end(),
                       [&](const Contents& needs) { return stretch.contents.Has(needs); });
  }

  // Has the rule a match in [at, end)?  Gives the groups of the leftmost, the longest
  // of those.  Most rules begin with a token: only those of the text are tried.
  bool MatchFrom(const MaskedRule& rule, uint32_t at, uint32_t end, re2::StringPiece* found,
                 int groups) const {
    const std::string& text = mask_->text();
    const RE2& regex = rule.regex->re2();
    if (rule.begins.empty()) return regex.Match(text, at, end, RE2::UNANCHORED, found, groups);
    const auto& tokens = mask_->tokens();
    auto token = std::lower_bound(tokens.begin(), tokens.end(), at,
                                  [](const Token& t, uint32_t place) { return t.at < place; });
    for (; token != tokens.end() && token->at < end; ++token) {
      if (std::binary_search(rule.begins.begin(), rule.begins.end(), token->character) &&
          regex.Match(text, token->at, end, RE2::ANCHOR_START, nullptr, 0) &&
          regex.Match(text, token->at, end, RE2::ANCHOR_START, found, groups)) {
        return true;
      }
    }
    return false;
  }

  // All matches of a rule, left to right, never overlapping.
  void Match(const Rule& rule, std::vector<MaskedOffer>* offers) {
    const std::string& text = mask_->text();
    std::array<re2::StringPiece, kMostGroups + 1> found;
    const int groups = static_cast<int>(rule.masked->groups.size()) + 1;
    const auto match_within = [&](uint32_t begin, uint32_t end) {
      return rule.masked->regex->re2().Match(text, begin, end, RE2::ANCHOR_START, found.data(),
                                             groups);
    };
    for (const Stretch& stretch : Stretches(rule.masked->scope)) {
      if (!MayMatch(*rule.masked, stretch)) continue;
      uint32_t at = stretch.begin;
      while (at < stretch.end && MatchFrom(*rule.masked, at, stretch.end, found.data(), groups)) {
        const uint32_t begin = static_cast<uint32_t>(found[0].data() - text.data());
        uint32_t end = begin + static_cast<uint32_t>(found[0].size());
        at = begin + Utf8Size(static_cast<unsigned char>(text[begin]));
        // The longest that holds, else the next shorter one.
        while (true) {
          if (auto offer = OfferOf(rule, found.data(), begin, end)) {
            offers->push_back(std::move(*offer));
            at = end;
            break;
          }
          do --end;
          while (end > begin && IsUtf8Continuation(static_cast<unsigned char>(text[end])));
          if (end == begin || !match_within(begin, end)) break;
          end = begin + static_cast<uint32_t>(found[0].size());
          if (end == begin) break;
        }
      }
    }
  }

  std::optional<MaskedOffer> OfferOf(const Rule& rule, const re2::StringPiece* found,
                                     uint32_t begin, uint32_t end) const {
    MaskedOffer offer;
    offer.rule = &rule;
    offer.begin = mask_->ToParagraph(begin);
    offer.end = mask_->ToParagraph(end);
    offer.masked_begin = begin;
    offer.masked_end = end;
    // A token's own edges are legal.
    const bool ends_in_token = end >= kTokenBytes && mask_->TokenAt(end - kTokenBytes) != nullptr;
    if (mask_->TokenAt(begin) == nullptr && !IsEdge(context_.text, offer.begin)) return {};
    if (!ends_in_token && !IsEdge(context_.text, offer.end)) return {};
    const auto& groups = rule.masked->groups;
    for (size_t g = 0; g < groups.size(); ++g) {
      const re2::StringPiece& piece = found[g + 1];
      if (piece.data() == nullptr || offer.Find(groups[g].name) != nullptr) continue;
      const uint32_t at = static_cast<uint32_t>(piece.data() - mask_->text().data());
      const uint32_t size = static_cast<uint32_t>(piece.size());
      MaskedPart part = {&groups[g], nullptr, mask_->ToParagraph(at),
                         mask_->ToParagraph(at + size)};
      if (groups[g].slot) part.token = mask_->TokenAt(at);
      if (part.token != nullptr) part.end = part.token->end;
      offer.parts.push_back(part);
    }
    // Guards are asked late: they cost more than what a number is worth.
    if (IsTooSmall(offer) || !GuardsHold(rule, context_.text, offer.begin, offer.end) ||
        !CanBeDone(&offer)) {
      return {};
    }
    return offer;
  }

  // Is the number of the new figure less than the rule asks for?
  static bool IsTooSmall(const MaskedOffer& offer) {
    const int64_t least = offer.rule->masked->unit.least;
    if (least == 0) return false;
    const MaskedPart* number = offer.Find(MaskedRule::kOwn);
    return number == nullptr || number->token == nullptr ||
           number->token->quantity->items.front().value < Decimal(least);
  }

  bool CanBeDone(MaskedOffer* offer) const {
    const MaskedRule& rule = *offer->rule->masked;
    if (rule.unit.makes() && !Make(offer)) return false;
    bool any = !offer->figures.empty();
    for (const auto& link : rule.links) {
      const Token* other = offer->FigureOf(link.other);
      if (other == nullptr) continue;
      const Value& value = out_.figures[other->figure].figure->value;
      if (link.from == MaskedRule::kOwn && !offer->figures.empty()) {
        for (const Figure& figure : offer->figures) {
          if (!MayRelate(link.relation, figure.value, value)) return false;
        }
      } else if (const Token* from = offer->FigureOf(link.from)) {
        const Value& part = out_.figures[from->figure].figure->value;
        if (from->figure == other->figure || !MayRelate(link.relation, part, value)) return false;
        any = true;
      }
    }
    for (const auto& set : rule.sets) {
      any |= offer->FigureOf(set.fact) != nullptr && offer->Find(set.words) != nullptr;
    }
    return any;
  }

  // The number `q`, with the unit of the figure that `unit` names.
  bool Make(MaskedOffer* offer) const {
    std::vector<Figure> figures = NumberOf(rules_, context_, *offer);
    if (figures.empty()) return false;
    const std::string unit = UnitOf(*offer, figures.front().begin, figures.front().value);
    if (unit.empty()) return false;
    for (Figure& figure : figures) figure.value.unit = unit;
    offer->figures = std::move(figures);
    return true;
  }

  // The unit of the new figure `value` at `at`; "" for none.
  std::string UnitOf(const MaskedOffer& offer, uint32_t at, const Value& value) const {
    const MaskedRule::UnitSource& unit = offer.rule->masked->unit;
    if (unit.carried == Carried::kText)
      return CarriedUnit(unit, value, out_.figures, {0, at}, so_far_);
    if (unit.carried != Carried::kNot) {
      const uint32_t begin =
          unit.carried == Carried::kSentence ? BeginOfSentence(out_.sentences, at) : 0;
      return CarriedUnit(unit, value, out_.figures, {begin, at}, nullptr);
    }
    const Token* from = offer.FigureOf(unit.from);
    if (from == nullptr) return NounIn(offer, unit.from);
    const Value& like = out_.figures[from->figure].figure->value;
    return like.kind == unit.kind && (!unit.alike || AreOfOneSize(value, like)) ? like.unit : "";
  }

  // What the word captured as `name` says is counted; "" for none.
  std::string NounIn(const MaskedOffer& offer, const std::string& name) const {
    const MaskedPart* part = offer.Find(name);
    const Entry* word = part != nullptr ? WordOf(*part) : nullptr;
    if (word == nullptr) return "";
    return word->canonical.empty() ? NounOf(word->word) : word->canonical;
  }

  // Of two offers for one number the first has it.  False where there are none.
  bool MakeFigures() {
    std::vector<MaskedOffer> offers;
    Sentences();
    for (const Rule* rule : candidates_) Match(*rule, &offers);
    std::stable_sort(offers.begin(), offers.end(), GoesFirst);
    std::set<const Token*> used;
    std::vector<const MaskedOffer*> winners;
    for (const MaskedOffer& offer : offers) {
      if (used.insert(offer.Find(MaskedRule::kOwn)->token).second) winners.push_back(&offer);
    }
    std::sort(winners.begin(), winners.end(), [](const MaskedOffer* a, const MaskedOffer* b) {
      return a->figures.front().begin < b->figures.front().begin;
    });
    if (winners.empty()) return false;
    for (const MaskedOffer* offer : winners) {
      const size_t first = out_.figures.size();
      for (const Figure& figure : offer->figures) {
        out_.made.push_back(figure);
        Take(&out_.made.back(), offer->rule);
      }
      for (size_t i = first; i < out_.figures.size(); ++i) AddLinks(*offer, i);
      if (context_.winners != nullptr) Tell(*offer, offer->figures.size());
    }
    mask_.reset();  // There are more figures now.
    return true;
  }

  void Relate() {
    std::vector<MaskedOffer> offers;
    for (const Rule* rule : candidates_) Match(*rule, &offers);
    std::map<const MaskedOffer*, size_t> said;  // Links, and later attributes.
    for (const MaskedOffer& offer : offers) {
      const size_t links = out_.links.size();
      AddLinks(offer, out_.figures.size());
      AddAttributes(offer);
      if (context_.winners != nullptr) said[&offer] = out_.links.size() - links;
    }
    if (context_.winners != nullptr) {
      for (const auto& [place, best] : best_) ++said[best.offer];
      for (const MaskedOffer& offer : offers) {
        if (said[&offer] > 0) Tell(offer, said[&offer]);
      }
    }
    for (auto& [place, best] : best_) out_.attributes.push_back(std::move(best.attribute));
  }

  // `own` is the rule's new figure, if it made one.
  void AddLinks(const MaskedOffer& offer, size_t own) {
    for (const auto& link : offer.rule->masked->links) {
      const Token* from = offer.FigureOf(link.from);
      const Token* other = offer.FigureOf(link.other);
      if (other == nullptr || (from == nullptr && link.from != MaskedRule::kOwn)) continue;
      const size_t figure = from != nullptr ? from->figure : own;
      out_.links.push_back({figure, static_cast<size_t>(other->figure), link.relation, offer.rule});
    }
  }

  struct Best {
    std::tuple<uint32_t, int, const Rule*, uint32_t> rank;  // The least is best.
    PlacedAttribute attribute;
    const MaskedOffer* offer = nullptr;
  };

  // Of what two matches say of one figure, the nearer words win, then the more
  // specific rule, then the first in file order, then the earlier words.
  void AddAttributes(const MaskedOffer& offer) {
    for (const auto& set : offer.rule->masked->sets) {
      const Token* figure = offer.FigureOf(set.fact);
      const MaskedPart* words = offer.Find(set.words);
      if (figure == nullptr || words == nullptr || words->begin == words->end) continue;
      const uint32_t distance = words->begin >= figure->end   ? words->begin - figure->end
                                : figure->begin >= words->end ? figure->begin - words->end
                                                              : 0;
      Best best;
      best.rank = {distance, -offer.rule->pattern.captures, offer.rule, words->begin};
      best.attribute.figure = figure->figure;
      best.attribute.role = set.role;
      best.attribute.begin = words->begin;
      best.attribute.end = words->end;
      best.attribute.canonical = MeaningOf(*words);
      best.attribute.rule = offer.rule;
      best.offer = &offer;
      const auto [place, fresh] = best_.emplace(std::pair(figure->figure, set.role), best);
      if (!fresh && best.rank < place->second.rank) place->second = std::move(best);
    }
  }

  // Tells MatchContext::winners of an offer of which so much was taken.
  void Tell(const MaskedOffer& offer, size_t says) const {
    Winner winner;
    winner.rule = offer.rule;
    winner.begin = offer.begin;
    winner.end = offer.end;
    winner.matched =
        mask_->text().substr(offer.masked_begin, offer.masked_end - offer.masked_begin);
    winner.says = static_cast<uint32_t>(says);
    for (const MaskedPart& part : offer.parts) {
      if (const Entry* word = WordOf(part)) winner.words.push_back(word);
    }
    if (!offer.figures.empty())
      AddHedges(rules_, offer.figures, offer.figures.front().begin, context_, &winner.words);
    context_.winners->push_back(std::move(winner));
  }

  // The word of the vocabulary that fills a slot; null for what is none.
  const Entry* WordOf(const MaskedPart& part) const {
    if (part.token == nullptr || part.token->entries == nullptr) return nullptr;
    return Filling(*part.group->slot, context_, part.begin, {part.end, part.token->entries});
  }

  // A term's meaning, a date's days; "" for bare words.
  std::string MeaningOf(const MaskedPart& words) const {
    if (words.token == nullptr) return "";
    if (words.token->figure >= 0) return out_.figures[words.token->figure].figure->value.edtf;
    const Entry* chosen = WordOf(words);
    return chosen == nullptr ? "" : chosen->canonical;
  }

  const CompiledRules& rules_;
  const MatchContext& context_;
  const std::vector<Mention>& mentions_;
  const FiguresSoFar* so_far_;
  Contents contents_;  // Of the paragraph.
  bool numbers_counted_ = false;
  std::optional<std::vector<size_t>> bare_;
  std::optional<std::vector<NamedWord>> words_;
  std::optional<Mask> mask_;
  std::array<std::vector<Stretch>, 3> stretches_;  // By scope, of the mask.
  std::vector<const Rule*> candidates_;
  std::map<std::pair<size_t, std::string>, Best> best_;  // By figure and role.
  SecondReading out_;
};

}  // namespace

SecondReading MatchAgain(const CompiledRules& rules, const MatchContext& context,
                         const std::vector<Mention>& mentions, FiguresSoFar* so_far) {
  SecondReading reading = SecondReader(rules, context, mentions, so_far).Run();
  if (so_far != nullptr) Keep(reading.figures, so_far);
  return reading;
}

SecondReading ReadAgain(const CompiledRules& rules, const MatchContext& context,
                        const std::vector<Mention>& mentions, ReadingSoFar* so_far) {
  SecondReading reading =
      MatchAgain(rules, context, mentions, so_far == nullptr ? nullptr : &so_far->figures);
  Govern(rules, context, so_far == nullptr ? nullptr : &so_far->time, &reading);
  AttributeFigures(rules, context, &reading);
  return reading;
}

}  // namespace factmill
