#include "pipeline/word_test.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/utf8.h"
#include "corpus/fold.h"
#include "pipeline/explain.h"
#include "pipeline/home.h"
#include "rules/compiled.h"

namespace factmill {
namespace {

constexpr size_t kMostSentences = 24;  // That one word is tried in.

// Words of one class may stand in one another's place.
struct FrameClass {
  EntryKind kind;
  Kind unit_kind;
  std::string role;

  auto operator<=>(const FrameClass&) const = default;
};

bool IsUnit(EntryKind kind) { return kind == EntryKind::kUnit || kind == EntryKind::kPrefix; }

FrameClass ClassOf(const Entry& entry) {
  return {entry.kind, IsUnit(entry.kind) ? entry.unit_kind : Kind::kNumber,
          entry.kind == EntryKind::kTerm ? entry.role : ""};
}

// An example with the place of a word in it.
struct Frame {
  const Rule* rule;
  std::string text;  // A paragraph of folded text.
  std::string region, language;
  uint32_t begin, end;  // The word.
  const Entry* entry;   // What it is.
  uint32_t quote_begin, quote_end;
  Value value;  // Of the figure at the quote.
};

// Is it written in Chinese?
bool IsChinese(std::string_view word) {
  int size;
  return !word.empty() && IsHan(DecodeUtf8(word, 0, &size));
}

// The parts of the matches that won.
class WinnersParts : public MatchTrace {
 public:
  WinnersParts(const CompiledRules& rules, const MatchContext& context)
      : rules_(rules), context_(context) {}

  void Stops(const Way&) override {}
  void Refuses(const Way&) override {}
  void Offers(const Way& way, const Mention& mention) override {
    offers_.push_back({&way.rule, mention.end, PartsOf(rules_, context_, way)});
  }
  void Wins(uint32_t, uint32_t, const Mention* mention) override {
    for (Offer& offer : offers_) {
      if (mention != nullptr && offer.rule == mention->rule && offer.end == mention->end)
        parts.push_back(std::move(offer.parts));
    }
    offers_.clear();
  }

  std::vector<std::vector<TakenPart>> parts;  // Of each winner.

 private:
  struct Offer {
    const Rule* rule;
    uint32_t end;
    std::vector<TakenPart> parts;
  };
  const CompiledRules& rules_;
  const MatchContext& context_;
  std::vector<Offer> offers_;
};

// Reads the examples for the places of words.
class FrameReader {
 public:
  explicit FrameReader(const RuleSet& rules) : rules_(rules.compiled()) {}

  void Read(const Rule& rule, const Example& example) {
    const MarkedText marked = ReadMarks(example.text);
    if (marked.quotes.empty() || rule.makes == RuleKind::kIgnore) return;
    const ArticleSpan quote = marked.quotes.front().span;
    const Article article = ExampleArticle(marked.text);
    const FoldedText folded = Fold(article);
    if (folded.paragraphs.size() != 1) return;
    const FoldedSpan all = folded.paragraphs.front().span;
    const uint32_t begin = folded.map.ToDerived(quote.begin) - all.begin;
    const uint32_t end = std::min(folded.map.ToDerived(quote.end), all.end) - all.begin;
    frame_ = {&rule,
              std::string(Slice(std::string_view(folded.text), all)),
              RegionOf(article, rules_, folded),
              LanguageOf(article, rules_),
              0,
              0,
              nullptr,
              begin,
              end,
              {}};
    const MatchContext context =
        MakeContext(frame_.text, {frame_.region, frame_.language}, ParseDay("2024-05-15"));
    WinnersParts winners(rules_, context);
    const auto mentions = MatchPlainly(rules_, context, &winners);
    const SecondReading reading = ReadAgain(rules_, context, mentions);
    for (size_t i = 0; i < reading.figures.size(); ++i) {
      const Figure& figure = *reading.figures[i].figure;
      if (figure.begin != begin || figure.end != end) continue;
      frame_.value = figure.value;
      if (reading.figures[i].rule == &rule) {
        Slots(winners);
        Nouns(context);
        Hedges();
      }
      for (const PlacedAttribute& attribute : reading.attributes) {
        const bool by_pattern =
            attribute.rule == &rule && (rule.masked == nullptr || rule.masked->reader < 0);
        if (attribute.figure == i && by_pattern) Term(context, attribute);
      }
    }
  }

  std::map<FrameClass, std::vector<Frame>> frames;

 private:
  void Add(uint32_t begin, uint32_t end, const Entry* entry) {
    frame_.begin = begin;
    frame_.end = end;
    frame_.entry = entry;
    frames[ClassOf(*entry)].push_back(frame_);
  }

  void Slots(const WinnersParts& winners) {
    for (const auto& parts : winners.parts) {
      for (const TakenPart& part : parts) {
        if (part.entry == nullptr || part.entry->kind == EntryKind::kHedge) continue;
        if (part.begin < frame_.quote_begin || part.end > frame_.quote_end) continue;
        // Of two units in one figure each must go with the other.
        const auto units = std::count_if(parts.begin(), parts.end(), [](const TakenPart& other) {
          return other.entry != nullptr && IsUnit(other.entry->kind);
        });
        if (units < 2) Add(part.begin, part.end, part.entry);
      }
    }
  }

  // Nouns stand outside of Chinese counts.
  void Nouns(const MatchContext& context) {
    if (frame_.value.kind != Kind::kCount) return;
    for (uint32_t at = 0; at < context.text.size(); ++at) {
      if (IsUtf8Continuation(static_cast<unsigned char>(context.text[at]))) continue;
      const auto hit = rules_.vocabulary.Longest(context.text, at, context.home);
      if (hit.end == 0) continue;
      for (const Entry* entry : *hit.entries) {
        if (entry->kind == EntryKind::kNoun && entry->canonical == frame_.value.unit)
          Add(at, hit.end, entry);
      }
    }
  }

  void Hedges() {
    const std::string_view text = frame_.text;
    if (frame_.value.value_max) return;
    uint32_t end = frame_.quote_begin;
    while (end > 0 && text[end - 1] == ' ') --end;
    const auto before = rules_.hedges_before.LongestBackwards(text.substr(0, end));
    if (before.end > 0) AddHedge(end - before.end, end, *before.entries);
    uint32_t at = frame_.quote_end;
    while (at < text.size() && text[at] == ' ') ++at;
    const auto after = rules_.vocabulary.Longest(text, at, {});
    if (after.end > 0) AddHedge(at, after.end, *after.entries);
  }

  // One that had its part in the figure.
  void AddHedge(uint32_t begin, uint32_t end, const std::vector<const Entry*>& entries) {
    for (const Entry* entry : entries) {
      const bool hedge = entry->kind == EntryKind::kHedge || entry->kind == EntryKind::kHedgeAfter;
      if (hedge && entry->bound == frame_.value.bound) return Add(begin, end, entry);
    }
  }

  // The words that gave a figure its metric.
  void Term(const MatchContext& context, const PlacedAttribute& attribute) {
    if (IsPlainText(attribute)) return;
    const auto hit = rules_.vocabulary.Longest(context.text, attribute.begin, context.home);
    if (hit.end != attribute.end) return;
    for (const Entry* entry : *hit.entries) {
      if (entry->kind == EntryKind::kTerm && entry->canonical == attribute.canonical)
        Add(attribute.begin, attribute.end, entry);
    }
  }

  // Words that the rule has in its pattern, in no slot.
  static bool IsPlainText(const PlacedAttribute& attribute) {
    const MaskedRule* masked = attribute.rule->masked.get();
    if (masked == nullptr) return false;
    const auto plain = [&](const MaskedRule::Setting& set) {
      const MaskedRule::Group* group = masked->Find(set.words);
      return set.role == attribute.role && group != nullptr && !group->slot;
    };
    return std::any_of(masked->sets.begin(), masked->sets.end(), plain);
  }

  const CompiledRules& rules_;
  Frame frame_;
};

// Tries one word in the frames of its class.
class WordTester {
 public:
  explicit WordTester(const RuleSet& rules) : rules_(rules.compiled()) {}

  WordResult Run(const Entry& entry, const std::vector<Frame>* frames) {
    WordResult result;
    word_ = entry.word;
    if (entry.kind == EntryKind::kHedge) std::reverse(word_.begin(), word_.end());
    result.word = word_;
    result.meaning = MeaningOf(entry);
    result.file = rules_.entry_files[entry.file];
    result.line = entry.line;
    result.outcome = WordResult::kUntestable;
    if (frames == nullptr) return result;
    size_t tried = 0;
    for (const bool same_script : {true, false}) {
      for (const Frame& frame : *frames) {
        if (same_script != (IsChinese(word_) == IsChinese(frame.text.substr(frame.begin))))
          continue;
        const bool excepted = !entry.Hedges(frame.value.kind);
        if (excepted || ++tried > kMostSentences) continue;
        if (Try(entry, frame, &result)) return result;
      }
    }
    return result;
  }

 private:
  // Does the word do in this frame what it should?  Else `*result` is what is worst
  // so far: a failure outdoes a rival's claim.
  bool Try(const Entry& entry, const Frame& frame, WordResult* result) {
    text_ = frame.text.substr(0, frame.begin) + word_ + frame.text.substr(frame.end);
    begin_ = frame.begin;
    end_ = begin_ + static_cast<uint32_t>(word_.size());
    quote_begin_ = Shifted(frame.quote_begin, frame);
    quote_end_ = Shifted(frame.quote_end, frame);
    const std::string& region = entry.when.region.empty() ? frame.region : entry.when.region;
    const std::string& language =
        entry.when.language.empty() ? frame.language : entry.when.language;
    if (!entry.when.near.empty()) Bring(entry.when.near.front());
    const MatchContext context = MakeContext(text_, {region, language}, ParseDay("2024-05-15"));
    const std::string rival = RivalOf(entry, frame.value.kind, context);
    std::string got = "nothing";
    if (rival.empty() && Finds(entry, frame, context, &got)) {
      result->outcome = WordResult::kPass;
      return true;
    }
    if (result->outcome == WordResult::kFail) return false;
    if (!rival.empty() && result->outcome == WordResult::kSkipped) return false;
    result->outcome = rival.empty() ? WordResult::kFail : WordResult::kSkipped;
    result->rule = frame.rule->id;
    result->sentence = text_.substr(0, quote_begin_) + "⟦" +
                       text_.substr(quote_begin_, quote_end_ - quote_begin_) + "⟧" +
                       text_.substr(quote_end_);
    result->expected = Expected(entry, frame);
    result->got = rival.empty() ? got : rival;
    return false;
  }

  uint32_t Shifted(uint32_t at, const Frame& frame) const {
    return at <= frame.begin ? at : at - (frame.end - frame.begin) + (end_ - begin_);
  }

  // Puts a word that the entry's condition wants in front of the sentence.
  void Bring(const std::string& near) {
    const std::string more = near + (IsChinese(near) ? "," : ", ");
    text_ = more + text_;
    for (uint32_t* at : {&begin_, &end_, &quote_begin_, &quote_end_})
      *at += static_cast<uint32_t>(more.size());
  }

  // The entry that goes before this one where the word stands; "" for none.
  std::string RivalOf(const Entry& entry, Kind kind, const MatchContext& context) const {
    const std::string_view text = context.text;
    const auto same_word = [](const Entry& other) {
      return "another entry of the same word, " + MeaningOf(other);
    };
    const auto hedges = [&](const Entry& other) {
      return other.kind == entry.kind && other.Hedges(kind);
    };
    if (entry.kind == EntryKind::kHedge) {
      const auto hit = rules_.hedges_before.LongestBackwards(text.substr(0, end_));
      if (hit.end > word_.size()) {
        return "a longer hedge `" + std::string(text.substr(end_ - hit.end, hit.end)) + "`";
      }
      if (hit.end < word_.size()) return "";
      for (const Entry* other : *hit.entries) {
        if (hedges(*other)) return other == &entry ? "" : same_word(*other);
      }
      return "";
    }
    const auto hit = rules_.vocabulary.Longest(text, begin_, context.home);
    if (hit.end > end_)
      return "a longer word `" + std::string(text.substr(begin_, hit.end - begin_)) + "`";
    // Words that end in a digit or a letter may run into what follows.
    if (hit.end < end_) return "";
    for (const Entry* other : *hit.entries) {
      if (other == &entry) return "";
      if (ClassOf(*other) != ClassOf(entry)) continue;
      if (entry.kind == EntryKind::kHedgeAfter && !hedges(*other)) continue;
      if (Vocabulary::Holds(*other, text, begin_, end_, context.home)) return same_word(*other);
    }
    return "";
  }

  bool Finds(const Entry& entry, const Frame& frame, const MatchContext& context,
             std::string* got) const {
    WinnersParts winners(rules_, context);
    const bool by_slot = entry.kind == EntryKind::kTerm && frame.rule->masked == nullptr &&
                         frame.rule->governs == nullptr;
    const auto mentions =
        by_slot ? MatchPlainly(rules_, context, &winners) : MatchParagraph(rules_, context);
    const SecondReading reading = ReadAgain(rules_, context, mentions);
    for (size_t i = 0; i < reading.figures.size(); ++i) {
      const Figure& figure = *reading.figures[i].figure;
      if (figure.begin >= quote_end_ || figure.end <= quote_begin_) continue;
      *got = "'" + text_.substr(figure.begin, figure.end - figure.begin) + "' => " +
             Describe(figure.value) + " (" + reading.figures[i].rule->id + ")";
      if (figure.begin != quote_begin_ || figure.end != quote_end_) continue;
      if (by_slot) return Fills(entry, winners);
      if (entry.kind == EntryKind::kTerm) return Says(entry, reading, i, got);
      if (IsRight(entry, frame, figure.value)) return true;
    }
    return false;
  }

  bool Fills(const Entry& entry, const WinnersParts& winners) const {
    for (const auto& parts : winners.parts) {
      for (const TakenPart& part : parts) {
        if (part.begin == begin_ && part.end == end_ && part.entry == &entry) return true;
      }
    }
    return false;
  }

  bool Says(const Entry& entry, const SecondReading& reading, size_t figure,
            std::string* got) const {
    for (const PlacedAttribute& attribute : reading.attributes) {
      if (attribute.figure != figure) continue;
      *got += " " + attribute.role + "=" + attribute.canonical;
      if (attribute.begin == begin_ && attribute.end == end_ &&
          attribute.canonical == entry.canonical) {
        return true;
      }
    }
    return false;
  }

  static bool IsRight(const Entry& entry, const Frame& frame, const Value& value) {
    const Value& old = frame.value;
    if (value.kind != old.kind) return false;
    const bool same_number = value.value == old.value && value.edtf == old.edtf;
    switch (entry.kind) {
      case EntryKind::kUnit:
      case EntryKind::kPrefix: {
        if (value.unit != entry.canonical || !value.value || !old.value) return false;
        return value.value->Times(frame.entry->times) == old.value->Times(entry.times);
      }
      case EntryKind::kNoun: return same_number && value.unit == entry.canonical;
      case EntryKind::kClassifier:
        return same_number && (value.unit == old.unit || value.unit == entry.canonical);
      default: return same_number && value.unit == old.unit && value.bound == entry.bound;
    }
  }

  static std::string Expected(const Entry& entry, const Frame& frame) {
    switch (entry.kind) {
      case EntryKind::kUnit:
      case EntryKind::kPrefix:
      case EntryKind::kNoun: return "a figure here of unit " + entry.canonical;
      case EntryKind::kClassifier: return "a count here of the same number";
      case EntryKind::kTerm:
        return frame.rule->masked == nullptr ? "a figure here that the word is part of"
                                             : "a figure here, and of it " + entry.canonical;
      default: return "the same figure here, with bound " + std::string(BoundName(entry.bound));
    }
  }

  const CompiledRules& rules_;
  std::string word_, text_;
  uint32_t begin_ = 0, end_ = 0;  // The word.
  uint32_t quote_begin_ = 0, quote_end_ = 0;
};

}  // namespace

std::vector<WordResult> TestWords(const RuleSet& rules, const RuleFilter& filter) {
  FrameReader reader(rules);
  for (const Rule& rule : rules.compiled().rules) {
    if (filter && !filter(rule.id)) continue;
    for (const Example& example : rule.examples) {
      if (example.type == Example::kYes) reader.Read(rule, example);
    }
  }
  // Short sentences first: what a condition wants must be near.
  for (auto& [word_class, frames] : reader.frames) {
    std::stable_sort(frames.begin(), frames.end(),
                     [](const Frame& a, const Frame& b) { return a.text.size() < b.text.size(); });
  }
  std::vector<std::pair<FrameClass, const Entry*>> entries;
  const auto take = [&](const Vocabulary& vocabulary) {
    for (const auto& word : vocabulary.words()) {
      for (const Entry* entry : word) {
        if (entry->kind != EntryKind::kIgnore) entries.emplace_back(ClassOf(*entry), entry);
      }
    }
  };
  take(rules.compiled().vocabulary);
  take(rules.compiled().hedges_before);
  std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second->file, a.second->line) <
           std::tie(b.first, b.second->file, b.second->line);
  });
  std::vector<WordResult> results;
  WordTester tester(rules);
  for (const auto& [word_class, entry] : entries) {
    const auto frames = reader.frames.find(word_class);
    const bool known = frames != reader.frames.end();
    if (!known && filter) continue;
    results.push_back(tester.Run(*entry, known ? &frames->second : nullptr));
  }
  return results;
}

}  // namespace factmill
